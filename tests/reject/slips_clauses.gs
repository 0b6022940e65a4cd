/* What follows the head of a clause. */
error full;
protocol p {
    call a(n: u32) returns (u32);
    call b(n: u32) -> u32 throws full;
    call c(n: u32) -> left: u32;
    call d(n: u32): u32;
    call e(n: u32) raises full -> u32;
    call f(n: u32) raises (full);
    call g(n: u32) rasies full;
    call h() tiemout 5s;
    call i() timeout = 5s;
    call j() timeout 5 s;
    call k() -> stream u32;
    call l() -> (u32, u32);
}
server s() {
    call m() -> u32 => reply(5);
    call n() -> u32 = 5;
    info o() evry 5s { }
    info q every 5s { }
    info r() interval 5s { }
}
