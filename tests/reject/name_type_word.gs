struct list { n: u32; }

enum u32 { a }

type uint8_t = u8;
