// What state may own.

enum color { red, green = 5 }

/// In messages and in state.
struct entry {
    value: bytes<100>;
    tags: list<string<10>, 4>;
    hits: u32 = 3;
    note: string<20>?;
}

/// In state alone.
struct alarm {
    ring: timer;
    log: string = "begun";
    names: map<string, u32>;
    handle: extern "void *" drop forget;
}

/// In state alone, and owns nothing.
struct step {
    at: instant;
    by: color = green;
}

%{ static void forget(void *handle) { (void)handle; } %}

server keeper(first: entry, labels: list<string<8>, 1..4>, limit: u32,
    greeting: string<30>? = "hello") {
    state {
        entries: map<string, entry, 1000>;
        alarms: map<u64, alarm>;
        steps: list<step, 5>;
        queue: list<string>;
        one: entry = first;
        words: list<string<8>> = labels;
        greeted: string? = greeting;
        motto: string? = "festina lente";
        waiting: map<from, color>;
        plain: extern "int";
    }
    call prices(want: map<color, u32 , 4>, by: map<string<8>, entry, 2>?) -> map<string<10>, list<u8, 3>, 10>;
    call keep(entry: entry) -> entry {
        if (!entry_set(&self->one, entry))
            fail(overloaded);
        reply(*entry_view(&self->one));
    }
}
