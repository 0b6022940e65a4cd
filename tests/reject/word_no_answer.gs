server s {
    state { n: u32; }
    call a() -> u32 {
        // reply(5)
        const char *text = "reply(5)";
        self->reply(text);
    }
}
