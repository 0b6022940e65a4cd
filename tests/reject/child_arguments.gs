server worker(size: u32, rate: u32 in 1..10 = 5, name: string<8> = "w") {
    cast work();
}

system a {
    a: worker();
    b: worker(size = 1, size = 2);
    c: worker(szie = 1, size = 1);
    d: worker(size = "x");
    e: worker(size = 1, rate = 11);
    f: worker(size = a);
    g: worker(size = 1, name = "too long a name");
    h: worker(size = [a, b]);
    i: worker(size = 1, rat = 3);
}
