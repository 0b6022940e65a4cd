/* Right C that looks like the mistakes of slips_bodies: none is refused. */
struct pair { reply: u32; stop: u32; }
server counter() {
    state { value: u64; pair: pair; }
    call a(n: u32) -> u64 {
        struct pair *this = &self->pair;
        struct { int fail; } raise = { 0 };
        uint32_t stop = this->stop, noreply = n;

        if (this->reply == n)
            (void)noreply;
        self->pair.stop = raise.fail ? stop : this->reply;
        reply(.value = n == stop ? n : self->value);
    }
    call b(n: u32) -> (left: u64, right: u64) { reply(n, n + 1); }
    call c(n: u32) -> pair { reply(n, 2); }
    call d(left: u32) -> (left: u64) {
        uint64_t total = 0;

        reply(left = total ? 1 : left);
    }
    call e() -> (total: u64, text: string<8>) {
        uint64_t a = 1, total;

        reply(total = a, "x", 1);
    }
    call f() -> list<u32, 4> {
        uint32_t *items = gs_alloc(ctx, 4 * sizeof(*items));

        reply(items, items ? 4 : 0);
    }
}
