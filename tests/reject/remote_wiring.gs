protocol metrics {
    cast put(n: u32);
}

protocol bucket {
    call take();
}

server sink implements metrics {
    cast put { (void)n; }
}

server per_name() keyed by name: string<8> implements metrics {
    cast put { (void)n; }
}

server teller(to: ref<metrics>, from_where: ref<bucket>, one: ref<per_name>) {
    init { (void)self; }
}

system far {
    listen "unix:far.sock" serves right, elsewhere;
    right: teller(to = good, from_where = other, one = one);
    mixed: teller(to = other, from_where = elsewhere, one = elsewhere);
    keyed: teller(to = one, from_where = good, one = good);
    elsewhere: remote metrics "unix:metrics.sock" "sink";
    supervisor inner {
        other: remote bucket "unix:bucket.sock" "bucket";
        good: remote sink "unix:metrics.sock" "sink";
        one: remote per_name "unix:metrics.sock" "names";
    }
    good: remote metrics "unix:metrics.sock" "sink";
}
