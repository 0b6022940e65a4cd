protocol p {
    call a() within 1MiB;
    call b();
}

server s {
    call c() existing;
    response r to p.b () { }
    info down { }
    info gone { }
    info signal { }
    cast d() within 10KiB;
}
