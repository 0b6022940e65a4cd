/* SPDX-License-Identifier: MIT */
// Silences. Times in the trace are milliseconds since the start of the server.

%{
#include "tests/support/trace.h"
%}

server sleeper(rest: duration = 500ms, nap: duration = 2s) {
    state { born: instant; deferred: from; }
    init { self->born = gs_now(ctx); }

    call poke() { reply(); }
    call later(delay: duration) -> u32 {
        self->deferred = caller();
        sleeper_answer_after(ctx, delay);
        noreply();
    }
    cast nudge() { trace("nudge"); }
    /// Works on for that long, in messages to itself.
    cast toil(until: duration) { sleeper_step_after(ctx, GS_MS(100), until); }
    cast leave() { stop("normal"); }

    info answer() { sleeper_later_reply(ctx, self->deferred, &(struct sleeper_later_reply){ 1 }); }
    info step(until: duration) {
        if (gs_now(ctx) - self->born < until)
            sleeper_step_after(ctx, GS_MS(100), until);
    }
    info beat() every 100ms { }
    info doze() idle rest { trace("doze@%lld", (long long)((gs_now(ctx) - self->born) / GS_MS(1))); }
    info sleep() idle nap { trace("sleep@%lld", (long long)((gs_now(ctx) - self->born) / GS_MS(1))); }
}

/// Ends itself when nobody asks.
server guest() {
    call poke() { reply(); }
    info bored() idle 1s { stop("normal"); }
    terminate { trace("gone"); }
}

server short_sleeper() {
    cast nudge() { trace("nudge"); }
    info doze() idle 1ms { trace("doze"); }
}

/// Asks, and hears silence.
server waiter(of: ref<sleeper>) {
    cast ask(delay: duration) { waiter_told_request(ctx, self->of, delay, NULL); }
    response told to sleeper.later() { trace("told:%d", status); }
    info still() idle 250ms { trace("still"); }
}

system silences {
    listen "unix:silences.sock";
    sleeper: sleeper();
    brief: short_sleeper();
    guest: guest() restart temporary;
    waiter: waiter(of = sleeper);
}
