server s {
    call a() -> (n: u32) {
        const char *fine = "fail(none)"; // fail(none)
        char c = '"'; /* fail(none) */
        (void)fine; (void)c;
        fail(none);
    }
}
