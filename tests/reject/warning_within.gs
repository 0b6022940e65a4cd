protocol p {
    call a(n: u32) within 6;
    cast b() within 1KiB;
    call c(n: u32) within 5;
    /// Larger than a message may be, and kept within.
    call big(items: list<bytes<1MiB>, 4096>) within 64KiB;
}

/// The protocol says it, and its copy for each key is silent.
server k() keyed by x: u8 implements p {
    call a;
    cast b;
    call c;
    call big;
}
