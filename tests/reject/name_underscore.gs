struct _entry { n: u32; }

struct a__b { n: u32; }
