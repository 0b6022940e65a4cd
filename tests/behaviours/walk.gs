/* SPDX-License-Identifier: MIT */
// Three servers for the random walk. What they see they tell: 1 a note, 2 a timer that was early.

%{
#include "tests/support/trace.h"
%}

error unlucky(tag: u64) "bad luck";

/// Answers at once, later, not at all; falls over.
server mirror() {
    state { echoes: u64; text: string; }

    call echo(tag: u64, delay: duration = 0s, text: string<64> = "") -> u64 raises unlucky {
        self->echoes++;
        gs_text_set(&self->text, text);
        if (tag % 13 == 5)
            fail(unlucky, .tag = tag);
        if (delay == 0)
            reply(tag);
        mirror_due_after(ctx, delay, caller(), tag, gs_now(ctx) + delay);
        noreply();
    }

    info due(who: from, tag: u64, at: instant) {
        if (gs_now(ctx) < at)
            tell(2, 0, 0);
        mirror_echo_reply(ctx, who, &(struct mirror_echo_reply){ .value = tag });
        if (tag % 7 == 3)
            mirror_echo_reply(ctx, who, &(struct mirror_echo_reply){ .value = 0 });
    }

    call risk(tag: u64, how: u32) -> u64 {
        if (how == 0)
            stop("unlucky");
        if (how == 1)
            stop("normal");
        if (how == 2)
            reply_and_stop("unlucky", tag);
        if (how == 3)
            noreply();
        if (how == 4) {
            caller();
            noreply();
        }
        reply(tag);
    }

    cast note(who: u32, n: i32) { tell(1, (long)who, (long)n); }
}

/// Passes notes on, so that order is kept over two hops, too.
server relay2() {
    cast note(who: u32, n: i32) { mirror_note_cast(ctx, gs_whereis(ctx, "mirror"), who, n, NULL); }
    cast fall() { stop("unlucky"); }
    call end(name: u32) -> i32 {
        reply(gs_stop(ctx, gs_whereis(ctx, name ? "mirror" : "clockwork"), "told to"));
    }
}

/// Arms, cancels and re-arms.
server clockwork(period: duration = 7ms) {
    state { last: timer; armed: u64; fired: u64; cancelled: u64; due: instant; }

    init { clockwork_strike_after(ctx, self->period, 0, gs_now(ctx) + self->period, GS_STR("first")); }

    call work(tag: u64, count: u32) -> u64 {
        for (uint32_t i = 0; i < count; i++) {
            gs_duration delay = (gs_duration)(gs_random(ctx) % 20000000);

            if (gs_random(ctx) % 3 == 0)
                self->cancelled += gs_cancel(ctx, self->last);
            self->last = clockwork_strike_after(ctx, delay, i, gs_now(ctx) + delay,
                gs_printf(ctx, "text %u", i));
            if (gs_random(ctx) % 3 == 0)
                gs_rearm(ctx, self->last, delay + GS_MS(1));
            self->armed++;
        }
        reply(tag);
    }

    info strike(i: u32, at: instant, text: string<32>) {
        if (gs_now(ctx) < at)
            tell(2, (long)i, 0);
        self->fired++;
    }

    info tick() every period { self->fired++; }
}

system walking {
    listen "unix:walking.sock";
    listen "tcp:127.0.0.1:0";
    intensity 64 in 5ms;
    mirror: mirror();
    relay: relay2();
    clockwork: clockwork();
}
