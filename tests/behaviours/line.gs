/* SPDX-License-Identifier: MIT */
// What a message, a monitor and a queue go through while an instance of a key begins, makes room
// for another, or ends with its line.

%{
#include "tests/support/trace.h"
%}

/// Begins with words of its own, which need memory as the message does that it begins for.
server reader() keyed by id: u32 idle 1h {
    init { gs_printf(ctx, "hello from number %u, in a text of some length or other", self->id); }
    call sum(numbers: list<u32, 16>) -> u32 {
        uint32_t sum = 0;

        gs_printf(ctx, "hello from the handler, in a text of some length or other");
        for (uint32_t i = 0; i < numbers.len; i++)
            sum += numbers.items[i];
        reply(sum);
    }
    call login(n: u32, secret word: string<20>) -> (n: u32, len: u32) { reply(n, word.len); }
}

/// The state has a secret, the message none.
server safe(secret pin: string<20> = "s3cr3t-pin") keyed by id: u32 idle 1s {
    init { gs_printf(ctx, "begun with %.*s", GS_FMT(self->pin.view)); }
    call add(n: u32) -> u32 { reply(n + 1); }
    terminate {
        gs_printf(ctx, "gone with %.*s, in a text of some length", GS_FMT(self->pin.view));
        gs_alloc(ctx, 10000);
    }
}

/// Number 1 says farewell: to number 3, and to itself.
server guest() keyed by id: u32 max 2 evict {
    state { count: u32; }
    init { trace("+%u", self->id); }
    call add() -> u32 { reply(++self->count); }
    cast bye() { trace("bye%u", self->id); self->count += 100; }
    call tell(a: u32, b: u32) -> (a: i32, b: i32) {
        reply(.a = guest_bye_cast(ctx, gs_self(ctx), a, NULL),
            .b = guest_bye_cast(ctx, gs_self(ctx), b, NULL));
    }
    terminate {
        trace("-%u", self->id);
        if (self->id == 1) {
            trace("cast:%d", guest_bye_cast(ctx, gs_whereis(ctx, "guests"), 3, NULL));
            trace("cast:%d", guest_bye_cast(ctx, gs_whereis(ctx, "guests"), 1, NULL));
        }
    }
}

server other() {
    call tell(a: u32, b: u32) -> (a: i32, b: i32) {
        gs_ref guests = gs_whereis(ctx, "guests");

        reply(.a = guest_bye_cast(ctx, guests, a, NULL), .b = guest_bye_cast(ctx, guests, b, NULL));
    }
}

/// Never without something to do.
server worker() keyed by id: u32 idle 1s {
    state { steps: u64; }
    call add() -> u32 { reply(1); }
    cast loop() { worker_step_send(ctx); }
    info step() { self->steps++; worker_step_send(ctx); }
    cast fall() { stop("fell"); }
    terminate { trace("-%u:%.*s", self->id, GS_FMT(reason)); }
}

server fuse() { cast blow() { stop("blown"); } }

server watcher() {
    state { line: ref<worker>; key: ref; }
    call hire() -> i32 { reply(worker_start(ctx, "lines", &self->line)); }
    call watch(id: u32) -> i32 {
        self->key = worker_at(ctx, self->line, id);
        reply(gs_monitor(ctx, self->key));
    }
    call let_be() -> bool { reply(gs_demonitor(ctx, self->key)); }
    cast end() { gs_stop(ctx, self->line, "no more"); }
    info down { trace("down:%.*s", GS_FMT(reason)); }
}

system line {
    listen "unix:line.sock";
    intensity 10 in 1s;
    readers: reader();
    safes: safe();
    guests: guest();
    other: other();
    workers: worker();
    watcher: watcher();
    supervisor below {
        intensity 1 in 10s;
        fuse: fuse();
        lines: dynamic worker max 5 restart transient;
    }
}
