protocol front { call a(); }
protocol back { call b(); }
server one() implements front, back { call a; call b; }
server two() { call a(); }
server three() implements front { call a; }
system all {
    listen "unix:a.sock" mode 0600 max 1;
    listen "unix:b.sock" serves x as back, u;
    listen "unix:c.sock" within 512KiB;
    listen "unix:other.sock";
    listen "unix:e.sock" within 4KiB serves x as front, y, z, w, v, u as front;
    x: one();
    y: one();
    z: dynamic two;
    w: two();
    elsewhere: remote two "tcp:10.0.0.9:7071" "two";
    v: two();
    u: three();
}
