type small = u16 in 2..9;
enum color { red, verdant = 5, blue }
enum mode_of { on, off = 2, broken, fresh = 7 }
struct inner {
    a: u16;
    b: string<16>;
    c: bool = false;
}
struct entry {
    inner: inner;
    list: list<inner, 5>;
    color: color;
    mode_of: mode_of;
}
error late(by: duration in 1ms..2s, what: mode_of);
protocol store {
    call get(e: entry, n: u32 in 1..10, s: string<1..64>, f: f32, o: u32, t: string<4>) -> entry raises late;
    call put(n: u16, m: map<string<4>, u32, 10>, l: list<small, 4>) -> (n: u16 in 2..10, s: bytes<8>?);
}
