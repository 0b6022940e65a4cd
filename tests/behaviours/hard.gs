/* SPDX-License-Identifier: MIT */
// Servers that do what nobody should: answer twice, end inside, ask the dead, arm for the same instant.

%{
#include "tests/support/trace.h"

static void drop_handle(int handle)
{
    trace("drop:%d", handle);
}
%}

error no "no";

/// Calls and their answers.
server rogue() {
    state {
        kept: from;
        other: from;
        first: timer;
        second: timer;
        n: u32;
    }

    init { trace("+r"); }

    call plain(n: u32 = 1) -> u32 { reply(n); }

    /// Takes its caller and answers in many ways at once; the first one counts.
    call twice(how: u32) -> u32 raises no {
        const struct rogue_twice_reply one = { 1 };
        gs_from who = caller();
        gs_from again = caller();

        trace("same:%d", who.gs_id == again.gs_id);
        switch (how) {
        case 0: reply(2);
        case 1: rogue_twice_reply(ctx, who, &one); reply(2);
        case 2: rogue_twice_reply(ctx, who, &one); fail(no);
        case 3: rogue_twice_fail(ctx, who, error_no); reply(2);
        case 4: rogue_twice_reply(ctx, who, &one); stop("after all");
        case 5: reply_and_stop("after all", 2);
        case 6: fail(no);
        case 7: stop("before all");
        case 8: trace("wrong:%d", rogue_late_reply(ctx, who, &(struct rogue_late_reply){ 3 })); reply(2);
        default: noreply();
        }
    }

    /// Answered by `answer`, or never.
    call late() -> u32 {
        self->kept = caller();
        noreply();
    }
    cast answer(n: u32) { trace("a:%d", rogue_late_reply(ctx, self->kept, &(struct rogue_late_reply){ n })); }
    cast remember() { *dial(3) = (long)self->kept.gs_id; }
    cast answer_old() {
        gs_from old = { (uint64_t)*dial(3) };

        trace("old:%d", rogue_late_reply(ctx, old, &(struct rogue_late_reply){ 9 }));
    }
    info gone {
        trace("gone:%d", who.gs_id == self->kept.gs_id);
        trace("g:%d", rogue_late_reply(ctx, who, &(struct rogue_late_reply){ 9 }));
    }

    /// Answered in terminate.
    call at_the_end() -> u32 {
        self->other = caller();
        noreply();
    }

    cast halt(reason: string<20>) { stop(gs_printf(ctx, "%.*s", GS_FMT(reason)).data); }
    cast note(n: u32) { trace("n%u", n); }
    cast stop_twice() {
        trace("st:%d", gs_stop(ctx, gs_self(ctx), "one"));
        trace("st:%d", gs_stop(ctx, gs_self(ctx), "two"));
        rogue_mine_send(ctx, 7);
        rogue_mine_next(ctx, 6);
    }
    info mine(n: u32) { trace("m%u", n); }
    cast mutter(n: u32) { rogue_mine_send(ctx, n); }
    call break_one() -> string<40> {
        gs_status status = fragile_start(ctx, "fragiles", NULL);

        reply(gs_printf(ctx, "%s: %s", gs_status_name(status), gs_error_text(ctx)));
    }

    /* Timers of one instant. */

    cast rivals(how: u32) {
        self->first = rogue_due_after(ctx, GS_MS(5), 1, how);
        self->second = rogue_due_after(ctx, GS_MS(5), 2, how);
    }
    info due(which: u32, how: u32) {
        gs_timer other = which == 1 ? self->second : self->first;

        trace("d%u", which);
        if (how == 0)
            trace("c:%d", gs_cancel(ctx, other));
        if (how == 1)
            trace("r:%d", gs_rearm(ctx, other, GS_MS(2)));
        if (how == 2)
            trace("own:%d:%d:%lld", gs_cancel(ctx, which == 1 ? self->first : self->second),
                gs_rearm(ctx, which == 1 ? self->first : self->second, 0),
                (long long)gs_left(ctx, which == 1 ? self->first : self->second));
        if (how == 3)
            stop("timer");
        if (how == 4 && which == 1)
            rogue_due_after(ctx, 0, 3, 9);
    }
    cast storm(n: u32) {
        self->n = n;
        rogue_again_after(ctx, 0);
    }
    info again() {
        if (--self->n)
            rogue_again_after(ctx, 0);
        else
            trace("calm");
    }
    /// Timers that nobody waits for.
    cast hoard(many: u32) {
        for (uint32_t i = 0; i < many; i++)
            rogue_due_after(ctx, GS_S(3600) + (gs_duration)i, i, 9);
    }
    cast far() {
        self->first = rogue_due_after(ctx, INT64_MAX, 1, 9);
        trace("far:%d", gs_left(ctx, self->first) > GS_S(1000000000));
        *dial(4) = (long)self->first.gs_id;
    }
    cast flood() {
        uint32_t n = 0;

        while (rogue_mine_send(ctx, 100) == GS_OK)
            n++;
        trace("f%u", n);
        while (rogue_quiet_send(ctx) == GS_OK)
            n++;
        trace("f%u", n);
        stop("flooded");
    }
    info quiet() { }

    terminate {
        trace("-r:%.*s", GS_FMT(reason));
        if (self->other.gs_id)
            trace("t:%d", rogue_at_the_end_reply(ctx, self->other, &(struct rogue_at_the_end_reply){ 4 }));
        if (*dial(0)) {
            trace("self:%d", rogue_note_cast(ctx, gs_self(ctx), 1, NULL));
            trace("send:%d", rogue_mine_send(ctx, 1));
            trace("next:%d", rogue_mine_next(ctx, 1));
            trace("after:%d", rogue_mine_after(ctx, 0, 1).gs_id != 0);
            trace("stop:%d", gs_stop(ctx, gs_self(ctx), "again"));
            trace("ask:%d", rogue_heard_request(ctx, gs_self(ctx), NULL));
            trace("mon:%d", gs_monitor(ctx, gs_self(ctx)));
            trace("out:%d", rogue_note_cast(ctx, gs_whereis(ctx, "calm"), 5, NULL));
            stop("worse");
        }
    }
    response heard to rogue.plain () { trace("heard:%d", status); }
    info down { trace("down:%.*s", GS_FMT(reason)); }
}

/// Asks a rogue, and watches it.
server witness(to: ref<rogue>) {
    state { caller: from; }

    init { trace("+a"); }

    call ask(limit: duration = 1s) -> string<20> {
        const struct rogue_late_options o = { .timeout = limit };

        witness_late_request(ctx, self->to, &o, caller());
        noreply();
    }
    response late to rogue.late (back: from) {
        trace("late:%d", status);
        witness_ask_reply(ctx, back, &(struct witness_ask_reply){ gs_printf(ctx, "%s",
            status == GS_OK ? gs_printf(ctx, "ok %u", answer->value).data : gs_status_name(status)) });
    }
    /// As many at once as wanted; the first answer ends the witness.
    cast ask_and_fall(times: u32) {
        for (uint32_t i = 0; i < times; i++)
            witness_fatal_request(ctx, self->to, NULL, i);
    }
    response fatal to rogue.plain (i: u32) {
        trace("x%u", i);
        stop("fatal answer");
    }
    /// Ends the other, and asks it in one breath: before, and after.
    cast end_and_ask() {
        witness_seen_request(ctx, self->to, NULL, 1);
        gs_stop(ctx, self->to, "boom");
        witness_seen_request(ctx, self->to, NULL, 2);
    }
    response seen to rogue.plain (i: u32) { trace("s%u:%d", i, status); }

    cast watch(times: u32) {
        while (times--)
            gs_monitor(ctx, self->to);
    }
    cast unwatch() { trace("u:%d", gs_demonitor(ctx, self->to)); }
    /// Ends it, and is not told: the monitor goes while the news is under way.
    cast end_unseen() {
        gs_monitor(ctx, self->to);
        gs_stop(ctx, self->to, "unseen");
        witness_later_after(ctx, 0);
    }
    info later() { trace("u:%d", gs_demonitor(ctx, self->to)); }
    cast watch_self() { trace("w:%d", gs_monitor(ctx, gs_self(ctx))); }
    info down {
        trace("down:%.*s", GS_FMT(reason));
        if (*dial(1)) {
            trace("again:%d", gs_monitor(ctx, who));
            trace("cast:%d", rogue_note_cast(ctx, who, 8, NULL));
        }
    }
    cast cancel_foreign() {
        gs_timer foreign = { (uint64_t)*dial(4) };

        trace("foreign:%d:%d:%lld", gs_cancel(ctx, foreign), gs_rearm(ctx, foreign, 0),
            (long long)gs_left(ctx, foreign));
    }
    cast fall() { stop("asker fell"); }
    terminate { trace("-a:%.*s", GS_FMT(reason)); }
}

/// Holds something when its init fails.
server fragile() {
    state { handle: extern "int" drop drop_handle; }

    init {
        self->handle = 7;
        stop("broke in init");
    }
}

/// A mailbox of three, the oldest of which go.
server narrow() {
    mailbox 3 overflow drop_oldest;
    state { kept: from; }

    call hold() -> u32 {
        self->kept = caller();
        noreply();
    }
    cast let_go() { narrow_hold_reply(ctx, self->kept, &(struct narrow_hold_reply){ 1 }); }
    cast put(n: u32) { trace("p%u", n); }
    call get(n: u32) -> u32 {
        trace("q%u", n);
        reply(n);
    }
    info gone { trace("gone"); }
}

/// Does not hear of callers that are gone.
server deaf() {
    state { kept: from; }

    call hold() -> u32 {
        self->kept = caller();
        noreply();
    }
    cast let_go() {
        trace("lg:%d", deaf_hold_reply(ctx, self->kept, &(struct deaf_hold_reply){ 1 }));
    }
    call ping() { reply(); }
}

/// A mailbox of three, beyond which a connection waits.
server patient() {
    mailbox 3;
    cast put(n: u32) {
        trace("p%u", n);
        if (n == 2)
            stop("had enough");
    }
    call get() -> u32 { reply(1); }
}

system hard {
    listen "unix:hard.sock";
    intensity 1000 in 1s;
    r: rogue();
    calm: rogue();
    a: witness(to = r);
    narrow: narrow();
    deaf: deaf();
    fragiles: dynamic fragile;
    patient: patient();
}
