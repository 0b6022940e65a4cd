/* SPDX-License-Identifier: MIT */
// Servers that say when they begin and end, and fail as they are told.

%{
#include "tests/support/trace.h"
%}

/// Fails in its init while dial 1 is above zero, or where dial 0 names it.
server starter(number: u32) {
    state {
        calls: u32;
        note: string = "some text to allocate";
    }

    init {
        trace("init%u", self->number);
        if (*dial(1) > 0) {
            --*dial(1);
            stop("not yet");
        }
        if (*dial(0) == (long)self->number)
            stop("boom");
        trace("ready%u", self->number);
    }

    call add(n: u32 = 1) -> u32 { reply(self->calls += n); }
    call crash() { stop("asked to"); }
    terminate { trace("end%u:%.*s", self->number, GS_FMT(reason)); }
}

/// Sends to itself in every way.
server selfish() {
    init {
        selfish_note_send(ctx, 1);
        selfish_note_send(ctx, 2);
        selfish_note_next(ctx, 3);
    }

    call ask(n: u32) -> u32 {
        selfish_note_send(ctx, n + 1);
        selfish_note_next(ctx, n);
        reply(n);
    }

    call late(n: u32) -> u32 {
        selfish_answer_next(ctx, caller(), n);
        noreply();
    }

    cast hint(n: u32) {
        selfish_note_send(ctx, n + 1);
        selfish_note_next(ctx, n);
    }

    cast chain(n: u32) {
        selfish_note_send(ctx, 99);
        selfish_step_next(ctx, n);
    }

    cast leave() {
        selfish_note_send(ctx, 99);
        selfish_end_next(ctx);
    }

    info step(left: u32) {
        trace("step%u", left);
        if (left)
            selfish_step_next(ctx, left - 1);
    }

    info answer(who: from, n: u32) {
        trace("answer%u", n);
        selfish_late_reply(ctx, who, &(struct selfish_late_reply){ .value = n });
    }

    info end() { stop("normal"); }
    info note(n: u32) { trace("note%u", n); }
    terminate { trace("end:%.*s", GS_FMT(reason)); }
}

system starting {
    listen "unix:starting.sock";
    intensity 1000 in 1s;
    one: starter(number = 1);
    two: starter(number = 2);
    three: starter(number = 3);
    self1: selfish() restart temporary;
}
