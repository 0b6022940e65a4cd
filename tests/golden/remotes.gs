// Servers elsewhere: known by a protocol, by a server, and inside a supervisor.
error full(left: u32);

protocol metrics {
    call sum(n: u32) -> (total: u64) raises full timeout 1s;
    cast put(n: u32);
}

/// As it is known there, with a clause of its own.
server store() implements metrics {
    state {
        total: u64;
    }
    call sum { reply(.total = self->total += n); }
    cast put { self->total += n; }
    call clear() -> u64 { reply(self->total); }
}

server front(sink: ref<metrics>, any: ref, stores: list<ref<store>, 2>) {
    call put(n: u32) -> i32 { reply(metrics_put_cast(ctx, self->sink, n, NULL)); }
}

system reporting {
    listen "unix:reporting.sock";
    sink: remote metrics "tcp:10.0.0.9:7071" "sink";
    supervisor inner {
        near: front(sink = twin, any = sink, stores = [twin]);
        twin: remote store "unix:\"odd\" name.sock" "store#1";
    }
    front: front(sink = sink, any = twin, stores = [twin, twin]);
}
