struct entry {
    hits: u32;
    misses: u32;
    hits: u64;
}
