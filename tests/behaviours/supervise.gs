/* SPDX-License-Identifier: MIT */
// Children that say when they come and go. The system leaves every choice to the defaults.

%{
#include "tests/support/trace.h"
%}

server child(number: u32) {
    state { count: u32; }

    /// Fails where dial 0 names it, as often as dial 1 says (below 0: always).
    init {
        if (*dial(0) == (long)self->number && *dial(1)) {
            --*dial(1);
            trace("!%u", self->number);
            stop("no start");
        }
        trace("+%u", self->number);
    }

    call add() -> u32 { reply(++self->count); }
    call who() -> u32 { reply(self->number); }

    call leave(how: u32) {
        if (how == 0)
            stop("normal");
        if (how == 1)
            stop("shutdown");
        stop("odd reason");
    }

    cast fall() { stop("odd reason"); }

    /// Ends, and with dial 2 set fails at that, too.
    terminate {
        trace("-%u:%.*s:%u", self->number, GS_FMT(reason), self->count);
        if (*dial(2))
            stop("failed at the end");
    }
}

system supervising {
    listen "unix:supervising.sock";
    zoe: child(number = 1);
    amy: child(number = 2);
    max: child(number = 3);
    bob: child(number = 4);
}
