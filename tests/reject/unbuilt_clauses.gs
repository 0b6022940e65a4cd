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
    info sleep() idle 5s { }
    cast d() within 10KiB;
}
