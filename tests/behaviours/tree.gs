/* SPDX-License-Identifier: MIT */
// A system with all that a supervisor may keep: servers, groups, supervisors.

%{
#include "tests/support/trace.h"
%}

/// Says when it comes and goes, as `child` in supervise.gs does.
server leaf(number: u32) {
    state { count: u32; }

    init {
        if (*dial(0) == (long)self->number && *dial(1)) {
            --*dial(1);
            trace("!%u", self->number);
            stop("no start");
        }
        trace("+%u", self->number);
    }

    call add() -> u32 { reply(++self->count); }
    cast fall() { stop("odd reason"); }
    info signal { trace("s%u:%d", self->number, number); }
    terminate { trace("-%u:%.*s", self->number, GS_FMT(reason)); }
}

struct badge {
    rank: u32;
    until: time;
}

/// A member of groups; quiet where dial 2 says so.
server worker(number: u32, text: string<32>, badge: badge, nick: u32? = none) {
    state { count: u32; }

    init {
        if (*dial(0) == (long)self->number && *dial(1)) {
            --*dial(1);
            trace("!w%u", self->number);
            stop("not in the mood");
        }
        if (!*dial(2))
            trace("+w%u", self->number);
    }

    call who() -> (number: u32, text: string<32>, rank: u32, nick: u32?) {
        reply(self->number, self->text.view, self->badge.rank, { self->nick.has, self->nick.value });
    }
    call add() -> u32 { reply(++self->count); }

    call leave(how: u32) {
        if (how == 0)
            stop("normal");
        if (how == 1)
            stop("shutdown");
        stop("odd reason");
    }

    cast busy(time: duration) { worker_done_after(ctx, time); }
    info done() { }

    terminate {
        if (!*dial(2))
            trace("-w%u:%.*s", self->number, GS_FMT(reason));
    }
}

/// Starts others.
server boss() {
    state { last: u32; }

    call hire(group: string<32>, number: u32, text: string<64> = "") -> (status: i32, why: string<256>) {
        struct badge badge = { .rank = number * 10 };
        struct gs_opt_u32 nick = GS_SOME(number + 1);
        gs_ref ref;
        gs_status status = worker_start(ctx, gs_printf(ctx, "%.*s", GS_FMT(group)).data, number,
            text, &badge, nick, &ref);

        if (status == GS_OK && gs_same(ref, (gs_ref){ 0 }))
            status = GS_INTERNAL;
        reply(.status = status, .why = gs_printf(ctx, "%s", gs_error_text(ctx)));
    }

    /// How many of them could be started.
    call hire_many(group: string<32>, count: u32) -> u32 {
        const char *name = gs_printf(ctx, "%.*s", GS_FMT(group)).data;
        struct badge badge = { 0 };
        uint32_t n = 0;

        while (n < count && worker_start(ctx, name, n, GS_STR(""), &badge,
            (struct gs_opt_u32)GS_NONE, NULL) == GS_OK)
            n++;
        reply(n);
    }

    call wrong_class() -> i32 { reply(leaf_start(ctx, "jobs", 1, NULL)); }

    call dismiss(name: string<32>) -> i32 {
        reply(gs_stop(ctx, gs_whereis(ctx, gs_printf(ctx, "%.*s", GS_FMT(name)).data), "normal"));
    }

    call nest() -> i32 { reply(doll_start(ctx, "dolls", 1, NULL)); }
}

/// Has one more inside, as long as that may be.
server doll(size: u32) {
    init {
        gs_status status = doll_start(ctx, "dolls", self->size + 1, NULL);

        if (status != GS_OK)
            trace("%u:%d", self->size, status);
    }
}

system tree {
    listen "unix:tree.sock";
    boss: boss();
    supervisor inner {
        strategy rest_for_one;
        intensity 1 in 5s;
        one: leaf(number = 1);
        jobs: dynamic worker max 3 restart transient shutdown 1s;
        supervisor core {
            strategy one_for_all;
            intensity 2 in 5s;
            two: leaf(number = 2);
            three: leaf(number = 3) restart transient;
        }
        four: leaf(number = 4) restart temporary;
    }
    temps: dynamic worker restart temporary;
    staff: dynamic worker max 200_000;
    dolls: dynamic doll;
    five: leaf(number = 5);
}
