protocol p {
    cast go();
}

server s {
    cast go();
}

system x {
    listen "unix:x.sock" serves a, b;
    a: s();
    b: remote p "tcp:10.0.0.9:7071" "sink";
}
