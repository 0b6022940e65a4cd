protocol p {
    call a();
    call b();
}

server s {
    call c() existing;
    response r to p.b () { }
    info down { }
    info gone { }
    info signal { }
}
