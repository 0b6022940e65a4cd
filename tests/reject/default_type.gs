enum color { red, green }

protocol p {
    call a(n: u32 = "five");
    call b(s: string<3> = "long");
    call shorter(s: string<2..3> = "x");
    call c(c: color = 1);
    call d(d: duration = 5);
    call e(b: bool = 1);
    call f(u: u8 in 1..10 = 11);
    call g(u: u16 = -1);
    call h(f: f32 = 1e39);
    call i(s: string<8> = "\xff\xfe");
    call j(c: color = purple);
}
