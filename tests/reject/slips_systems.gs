/* Lines of a system. */
server s(n: u32 = 1) { }
system x {
    a = s(n = 5);
    b: s(5);
    c: s(n: 5);
    s(n = 5);
    s d(n = 5);
    e: new s(n = 5);
    f: s() restart = permanent;
    g: s() restart;
    listen: "unix:x.sock";
    listen = "unix:x.sock";
    listen("unix:x.sock");
    listen unix:x.sock;
    listen 7070;
    lissten "unix:x.sock";
    strategy = one_for_one;
    strategy one-for-one;
    intensity 5 per 10s;
    intensity 5, 10s;
    backoff 5s;
}
