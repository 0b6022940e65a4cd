protocol metrics {
    cast put(n: u32);
}

system far {
    a: remote metrics "10.0.0.9:7071" "sink";
    b: remote metrics "tcp:metrics.example.org" "sink";
    c: remote metrics "tcp:10.0.0.9:0" "sink";
    d: remote metrics "tcp:[::1]:7071" "";
    e: remote metrics "tcp:localhost:7071" "sinks.first";
    f: remote metrics "unix:\0.sock" "sink";
    g: remote metrics "unix:g.sock" "si\0nk";
}
