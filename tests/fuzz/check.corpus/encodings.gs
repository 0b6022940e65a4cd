enum huge { a = 0x7fffffff }
struct x { e: huge; f: huge; }
protocol p { call bare() -> list<u8, 3>; call named() -> (n: u8); }
