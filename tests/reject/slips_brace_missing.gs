server counter() {
    state { value: u64; }
    call add(n: u32) -> u64 {
        if (n > 0) {
            self->value += n;
        reply(self->value);
    }
    cast reset() { self->value = 0; }
}
