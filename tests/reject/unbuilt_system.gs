protocol p {
    cast go();
}

server s {
    cast go();
}

system x {
    listen "unix:x.sock" serves a, b;
    strategy one_for_all;
    backoff 1s..5s;
    a: s();
    b: remote p "tcp:10.0.0.9:7071" "sink";
    c: dynamic s max 10;
    supervisor inner {
        d: nobody();
    }
}
