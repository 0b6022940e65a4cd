struct opt_u32 { n: u32; }

protocol p {
    call one() -> list<opt_u32, 4>;
    call two() -> list<u32?, 4>;
}
