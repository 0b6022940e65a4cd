server counter(limit: u32 = 10) {
    state { limit: u32; }
    cast reset();
}
