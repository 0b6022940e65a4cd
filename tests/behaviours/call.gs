/* SPDX-License-Identifier: MIT */
// A server that answers at once, later, wrongly, twice, or not at all.

%{
#include <stdio.h>

#include "tests/support/trace.h"
%}

error refused(limit: u32, why: string<40>) "over the limit";
error busy;

server answerer() {
    state { count: u32; }

    call add(n: u32 in 0..1000 = 1) -> u32 { reply(self->count += n); }

    call later(delay: duration) -> u32 timeout 5s {
        answerer_due_after(ctx, delay, caller(), ++self->count);
        noreply();
    }

    info due(who: from, n: u32) {
        gs_status status = answerer_later_reply(ctx, who, &(struct answerer_later_reply){ .value = n });
        trace("due:%d", status);
    }

    call hold() -> u32 {
        caller();
        noreply();
    }

    call forget() -> u32 { noreply(); }

    call twice() -> u32 {
        gs_from who = caller();
        gs_status first = answerer_twice_reply(ctx, who, &(struct answerer_twice_reply){ .value = 1 });
        gs_status second = answerer_twice_reply(ctx, who, &(struct answerer_twice_reply){ .value = 2 });
        trace("twice:%d:%d", first, second == GS_GONE);
        noreply();
    }

    call refuse(n: u32) -> u32 raises refused, busy {
        if (n == 0)
            fail(busy);
        if (n == 1)
            failf(busy, "busy with %u", 7u);
        if (n == 2)
            fail(refused, .limit = 5, .why = GS_STR("too many"));
        fail(overloaded);
    }

    call own(n: u32) -> (text: string<32>, items: list<u32, 3>) raises refused {
        uint32_t items[3] = { n, n + 1, n + 2 };
        char text[32];
        gs_str own = { text, (uint32_t)snprintf(text, sizeof(text), "%u is my own text", n) };

        if (n == 0)
            fail(refused, .limit = n, .why = own);
        if (n == 1)
            reply_and_stop("normal", .text = own, .items = { items, 3 });
        reply(.text = own, .items = { items, 3 });
    }

    call refuse_later(n: u32) -> u32 raises refused {
        answerer_refusal_send(ctx, caller(), n);
        noreply();
    }

    info refusal(who: from, n: u32) {
        answerer_refuse_later_fail(ctx, who, error_refused_with(ctx, n, GS_STR("later")));
    }

    call leave(how: u32) -> u32 {
        if (how == 0)
            stop("normal");
        if (how == 1)
            stop("shutdown");
        stop("boom");
    }

    call leave_with(n: u32) -> u32 { reply_and_stop("normal", n); }

    call trip() -> u32 {
        answerer_fall_send(ctx);
        caller();
        noreply();
    }

    info fall() { stop("fell"); }
    call nothing() { reply(); }
    call left() -> duration { reply(gs_time_left(ctx)); }
    call wall() -> time { reply(gs_wall(ctx)); }
    call draw() -> bytes<16> raises refused {
        uint8_t drawn[16] = { 0 };

        if (!gs_random_bytes(ctx, drawn, sizeof(drawn)))
            fail(refused);
        reply({ drawn, sizeof(drawn) });
    }
    call text(s: string<100>) -> (s: string<100>, len: u32) { reply(.s = s, .len = s.len); }
    terminate { trace("end:%.*s:%u", GS_FMT(reason), self->count); }
}

system calling {
    listen "unix:calling.sock";
    listen "tcp:127.0.0.1:0";
    intensity 100 in 1s;
    a: answerer();
    once: answerer() restart temporary;
}
