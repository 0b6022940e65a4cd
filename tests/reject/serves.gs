protocol p {
    cast go();
}

protocol q {
    cast come();
}

server t() { }

server s() implements p {
    cast go {}
}

system x {
    listen "tcp:0.0.0.0:7070" serves frint, back as p, front as q;
    listen "unix:x.sock" serves back, front as p, back;
    listen "unix:y.sock" serves front as pp;
    listen "unix:z.sock" serves front as t, back as x;
    listen "unix:w.sock" serves frint, back;
    front: s();
    back: s();
}
