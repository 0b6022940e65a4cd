protocol p {
    call a();
    call b();
}

server s {
    response r to p.b () { }
    info down { }
    info gone { }
    info signal { }
}
