error late(error_late: u32);
error full(error_full: list<u8, 3>, late_error: u32);
error fine(late: u32, error_gone: u32, ctx: u32, at: u32) "names that meet nothing";

server s() {
    state { w: from; }
    call a() raises late {
        self->w = caller();
        s_go_after(ctx, 0);
        noreply();
    }
    info go() { s_a_fail(ctx, self->w, error_late_with(ctx, 7)); }
}
