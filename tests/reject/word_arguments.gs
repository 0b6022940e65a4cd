error full(left: u32);

server s() {
    state { n: u32; }
    call a() -> string<8> { reply("abc"); }
    call b() -> (name: string<8>, raw: bytes<8>) { reply(.name = "abc", .raw = "abc"); }
    call c() raises full { failf(full); }
    call d() -> string<8> { reply_and_stop("done", "ab" "c"); }
    call e() { reply_and_stop(); }
    call f() { if (self->n) stop(); caller(1); noreply(self->n); }
    cast g() { stop(); }
    cast h() { noreply(1); }
    call right(n: u32) -> (name: string<8>, n: u32) raises full {
        if (n == 1)
            reply("abc", 3, n);
        if (n == 2)
            reply(GS_STR("abc"), n);
        if (n == 3)
            reply(.name = GS_STR("abc"), .n = 3);
        if (n == 4)
            failf(full, "none");
        reply({ "abc", 3 }, .n = 'a');
    }
}
