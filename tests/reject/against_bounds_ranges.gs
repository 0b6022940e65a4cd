protocol ranges {
    call range_gone(n: u32) -> (n: u32);
    call range_new(n: u32 in 1..9) -> (n: u32 in 1..9);
    call range_less(n: u32 in 1..8) -> (n: i32 in -4..5);
    call real_gone(x: f64) -> (x: f64);
    call real_new(x: f64 in 0.0..1.0) -> (x: f64 in 0.0..1.0);
    call delay_gone(d: duration) -> (d: duration);
    call delay_new(d: duration in 1s..5s) -> (d: duration in 1s..5s);
}
