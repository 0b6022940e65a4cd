struct entry {
    a: uint32_t;
    b: int;
    c: size_t;
    d: float;
    e: unsigned;
}
