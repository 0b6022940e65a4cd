/* SPDX-License-Identifier: MIT */
// Children that watch, ask and start others when they begin, and what outlives a life.

%{
#include "tests/support/trace.h"
%}

error gone_again "gone again";

/// A member of a group.
server hand(number: u32) {
    init { trace("+h%u", self->number); }
    call number() -> u32 { reply(self->number); }
    cast fall() { stop("fell"); }
    call leave() { reply_and_stop("normal"); }
    terminate { trace("-h%u:%.*s", self->number, GS_FMT(reason)); }
}

/// Dial 0: whose init fails; 1: how often, below 0 always.
server early(number: u32, later: ref<early>, group: string<16> = "") {
    state {
        kept: from;
        ticks: u32;
        name: string<32>;
    }

    init {
        gs_ref sibling = gs_whereis(ctx, "late");
        gs_status status;

        if (*dial(0) == (long)self->number && *dial(1)) {
            --*dial(1);
            trace("!%u", self->number);
            stop("no start");
        }
        trace("+%u", self->number);
        if (*dial(2)) {
            trace("where:%d", sibling.gs_place != 0);
            trace("cast:%d", early_note_cast(ctx, self->later, 1, NULL));
            trace("ask:%d", early_told_request(ctx, self->later, NULL, 1));
            trace("own:%d", early_note_cast(ctx, gs_self(ctx), 2, NULL));
            trace("own:%d", early_told_request(ctx, gs_self(ctx), NULL, 2));
            trace("mon:%d", gs_monitor(ctx, self->later));
        }
        if (self->group.view.len) {
            status = hand_start(ctx, gs_printf(ctx, "%.*s", GS_FMT(self->group.view)).data,
                self->number, NULL);
            trace("start:%d", status);
            trace("%s", gs_error_text(ctx));
        }
    }

    call number() -> u32 { reply(self->number); }
    response told to early.number(i: u32) {
        trace("told%u:%d:%s", i, status, gs_error_text(ctx));
    }
    call hold() -> u32 {
        self->kept = caller();
        noreply();
    }
    cast note(n: u32) { trace("n%u", n); }
    cast fall() { stop("fell"); }
    cast leave() { stop("normal"); }
    /// Busy for as long as it lives.
    cast spin() { early_again_next(ctx); }
    info again() { early_again_next(ctx); }
    info down { trace("down%u:%.*s", self->number, GS_FMT(reason)); }
    info gone { trace("gone%u", self->number); }
    call hire_sloths(n: u32) -> u32 {
        uint32_t ok = 0;

        while (n-- > 0)
            ok += sloth_start(ctx, "sloths", NULL) == GS_OK;
        reply(ok);
    }
    cast watch_peer() { trace("w:%d", gs_monitor(ctx, gs_peer(ctx))); }
    cast unwatch_peer() { trace("u:%d", gs_demonitor(ctx, gs_peer(ctx))); }
    terminate { trace("-%u:%.*s", self->number, GS_FMT(reason)); }
}

/// Whose handlers take their time.
server sloth() {
    call number() -> u32 { reply(7); }
    cast crawl(time: duration) {
        tell(1, (long)time, 0);
        trace("s");
    }
    terminate { trace("-s:%.*s", GS_FMT(reason)); }
}

server pulse() {
    state {
        ticks: u32;
    }
    call ticks() -> u32 { reply(self->ticks); }
    cast fall() { stop("fell"); }
    info tick() every 100ms { trace("t%u", ++self->ticks); }
    info quiet() idle 250ms { trace("quiet"); }
}

system renew {
    listen "unix:renew.sock";
    intensity 3 in 5s;
    first: early(number = 1, later = late, group = "hands");
    second: early(number = 2, later = first) restart transient shutdown 50ms;
    hands: dynamic hand max 3;
    third: early(number = 3, later = late, group = "hands");
    pulse: pulse();
    sloth: sloth() shutdown 50ms;
    sloths: dynamic sloth shutdown 50ms;
    supervisor all {
        strategy one_for_all;
        intensity 3 in 5s;
        a: early(number = 4, later = late);
        crew: dynamic hand;
        b: early(number = 5, later = late) restart transient;
        c: early(number = 6, later = late) restart temporary;
    }
    late: early(number = 9, later = first);
}
