/// café
struct a { n: u32; }
