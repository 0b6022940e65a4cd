/* SPDX-License-Identifier: MIT */
// Supervisors four deep, each of which forgives once.

%{
#include "tests/support/trace.h"
%}

/// Dials: 0 whose init fails, 1 how often; 2 who is told to stop in its own init; 3 whose terminate
/// fails; 4 who starts one more in its init, 5 in its terminate.
server twig(number: u32) {
    state { n: u32; }

    init {
        if (*dial(0) == (long)self->number && *dial(1)) {
            --*dial(1);
            trace("!%u", self->number);
            stop("no start");
        }
        trace("+%u", self->number);
        if (*dial(2) == (long)self->number)
            trace("stop:%d", gs_stop(ctx, gs_self(ctx), "normal"));
        if (*dial(4) == (long)self->number)
            trace("start:%d", twig_start(ctx, "crew", 40, NULL));
    }

    call add() -> u32 { reply(++self->n); }
    cast fall() { stop("odd reason"); }
    cast leave() { stop("normal"); }
    cast quit(number: u32) {
        trace("quit:%d", gs_stop(ctx, gs_whereis(ctx, gs_printf(ctx, "crew#%u", number).data), "normal"));
    }
    call hire(number: u32) -> i32 { reply(twig_start(ctx, "crew", number, NULL)); }
    /// Keeps itself busy before everything else, as long as it lives.
    cast spin() { twig_again_next(ctx); }
    info again() { twig_again_next(ctx); }
    cast note(n: u32) { trace("n%u", n); }

    terminate {
        trace("-%u:%.*s", self->number, GS_FMT(reason));
        if (*dial(5) == (long)self->number)
            trace("start:%d", twig_start(ctx, "crew", 50, NULL));
        if (*dial(3) == (long)self->number)
            stop("worse");
    }
}

system deep {
    listen "unix:deep.sock";
    intensity 1 in 10s;
    early: twig(number = 1);
    supervisor one {
        strategy rest_for_one;
        intensity 1 in 10s;
        a: twig(number = 2);
        supervisor two {
            strategy one_for_all;
            intensity 1 in 10s;
            b: twig(number = 3);
            supervisor three {
                intensity 1 in 10s;
                c: twig(number = 4);
                d: twig(number = 5) restart temporary;
                crew: dynamic twig max 100 restart temporary shutdown 2ms;
            }
            e: twig(number = 6) shutdown 3ms;
        }
    }
    late: twig(number = 7) restart transient;
}
