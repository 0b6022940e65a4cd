/* In bodies: what C would take for something else, or report in the words of macros. */
error full(by: u32);
server counter() {
    state { value: u64; }
    call a(n: u32) -> u64 { return reply(self->value); }
    call b(n: u32) -> u64 { reply self->value; }
    call c(n: u32) -> u64 { reply; }
    call d(n: u32) -> u64 { return self->value; }
    call e(n: u32) -> u64 { return n; }
    call f(n: u32) { return; }
    call g(n: u32) -> u64 { reply(value = n); }
    call h(n: u32) -> (left: u64) { reply(left: n); }
    call i(n: u32) -> u64 { reply(1, 2); }
    call j(n: u32) -> u64 { reply(self.value); }
    call k(n: u32) -> u64 { reply(this->value); }
    call l(n: u32) -> u64 { fail("too many"); }
    call m(n: u32) -> u64 { fail; }
    call o(n: u32) raises full { fail(error_full, .by = 1); }
    call p(n: u32) raises full { throw full; }
    cast q(n: u32) { if (n) noreply; }
    cast r(n: u32) { stop "normal"; }
    call s(n: u32) raises full { fail(full, by = 1); }
}
