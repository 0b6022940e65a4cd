error full;

server s {
    cast go() { reply(); }
    cast stay() { fail(full); failf(full, "so"); }
    info tick() every 1s { reply_and_stop("x"); }
    info tock(n: u32) { gs_from w = caller(); (void)w; }
    init { reply(); }
    terminate { fail(full); }
}
