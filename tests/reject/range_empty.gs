struct entry {
    a: u32 in 10..1;
    b: f64 in 1.5..-1.5;
    c: string<9..3>;
}
