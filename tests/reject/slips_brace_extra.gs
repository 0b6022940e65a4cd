server counter() {
    state { value: u64; }
    call add(n: u32) -> u64 {
        if (n > 0)
            self->value += n;
        }
        if (n > 5) {
            self->value = 5;
        }
        reply(self->value);
    }
    call more(n: u33) -> u64 { reply(n); }
    cal last() { reply(); }
}
