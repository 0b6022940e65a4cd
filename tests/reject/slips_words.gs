// What other languages write before, behind and instead of a field.
struct wanted {
    optional note: u32;
    repeated part: u32;
    private key: u32;
    zork other: u32;
    many: list[u32];
    few: list<u32 in 1..5, 3>;
    twice: u32??;
    last: u32
    secret code: u32;
}

enum event { none_yet, moved(u32) }

type place struct { x: i32; y: i32; }

server s() keyed by name: string<8> evict { }
