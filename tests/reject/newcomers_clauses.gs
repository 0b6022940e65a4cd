protocol store {
    call a() => u32;
    call b() u32;
    call c() string<5>;
    u32 call d();
    call e() -> u32, string<5>;
    call f(id: u32) -> Result<u64, missing>;
}

server shop {
    info tick every 5s { }
    info tock { }
    info tuck() after 5s { }
    pub fn set(v: u64) { self.value = v; }
    call g() -> {ok, u64} { reply(1); }
}
