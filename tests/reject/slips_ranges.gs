/* Ranges, bounds and defaults. */
protocol p {
    call a(n: u32[1..5]);
    call b(n: u32<1..5>);
    call c(n: u32 in 1-5);
    call d(n: u32 in 1...5);
    call e(n: u32 in 1..=5);
    call f(n: u32 in (1..5));
    call g(n: u32 in [1..5]);
    call h(n: u32 in 1, 5);
    call i(n: u32 in 1..);
    call j(n: u32 = 1 in 1..5);
    call k(n: u32: 5);
    call l(n = u32);
    call m(n: list<u32, max=4>, o: u32);
}
