import "imported/back.gs";
struct a { n: u8; }
