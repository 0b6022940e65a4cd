import "../reject/import_itself.gs";
struct a { n: u8; }
