/* References, keys, names in a row, children. */
server a(n: ref t, m: ref(t), o: u32) { }
server b(n: ref[t]) { }
server c() keyed on k: u32 { }
server d(k: u32) keyed by k { }
server e() implements p and q { }
server f() {
    call g() raises x and y;
    call h() raises x | y;
    call i(...);
    response j(n: u32) to p.c { }
    response k to p->c () { }
}
system l {
    m: a(n = &x);
    n: a(n = x.y);
    o: a(n = t());
    p: remote q;
    r: remote q "tcp:h:1";
    s: supervisor { t: a(); }
    listen "unix:a" mode "0660";
    listen "unix:b" serves *;
}
