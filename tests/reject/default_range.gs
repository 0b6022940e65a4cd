type percent = u8 in 0..100;

struct entry {
    a: percent = 101;
    b: u32? in 1..5 = 9;
    c: duration in 1s..1m = 100ms;
    d: f64 in -1.0..1.0 = 1.5;
    e: i64 = 0x8000_0000_0000_0000;
    f: f64 = 0xffff_ffff_ffff_ffff;
}
