/* Members of servers and protocols by the words of other languages. */
server s(n: u32 = 5) {
    def a(n: u32) -> u32 { reply(n); }
    fn b(n: u32) -> u32 { reply(n); }
    handle_call c(n: u32) { reply(); }
    handle_cast d() { }
    handle_info e() { }
    tokens: u32 = 5;
    u32 f;
    uint32_t g(uint32_t n) { return n; }
    calll h() { reply(); }
    Call i() { reply(); }
    struct j { k: u32; }
    constructor() { }
    init() { }
    terminate(reason) { }
    state = { l: u32; };
    cast m() { }
    timeout 5s;
    5;
}
protocol p {
    rpc o(n: u32) -> u32;
    oneway q();
    async call r();
    info t();
    u: u32;
}
