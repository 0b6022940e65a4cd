protocol p {
    call a(n: u32) within 6;
    cast b() within 1KiB;
    call c(n: u32) within 5;
    /// Larger than a message may be, and kept within.
    call big(items: list<bytes<1MiB>, 4096>) within 64KiB;
}
