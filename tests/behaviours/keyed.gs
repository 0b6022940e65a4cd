/* SPDX-License-Identifier: MIT */
// Servers of which there is one a key.

%{
#include "tests/support/trace.h"
%}

error odd "an odd one";

protocol tally {
    call count(by: u32 = 1) -> u32 raises odd;
    cast bump(by: u32);
}

enum shade { pale, dark = 7 }

/// Counts for each name.
server counter(rest: duration = 1s, most: u32 = 3) keyed by name: string<16> idle rest max most implements tally {
    state { n: u32; waiting: from; deferred: timer; }

    init {
        trace("+%.*s", GS_FMT(self->name.view));
        if (gs_equal(self->name.view, GS_STR("bad")))
            stop("no such name");
    }
    call count {
        self->n += by;
        reply(self->n);
    }
    cast bump { self->n += by; }
    cast pinch(by: u32 in 1..9) { self->n += by; }
    call press(by: u32 in 1..9) { self->n += by; reply(); }
    call peek() -> u32 existing { reply(self->n); }
    cast nudge() existing { trace("nudge"); }
    call later(delay: duration) -> string<16> {
        self->waiting = caller();
        if (!counter_answer_after(ctx, delay).gs_id)
            fail(overloaded);
        noreply();
    }
    info answer() {
        counter_later_reply(ctx, self->waiting, &(struct counter_later_reply){ self->name.view });
    }
    call hold() {
        self->waiting = caller();
        noreply();
    }
    cast arm(delay: duration) { counter_ring_after(ctx, delay); }
    info ring() { trace("ring"); }
    call crash() { stop("fell over"); }
    cast leave() { stop("normal"); }
    /// To another one, from inside a handler.
    call tell(other: string<16>, by: u32) -> i32 {
        reply(counter_bump_cast(ctx, gs_whereis(ctx, "counters"), other, by, NULL));
    }
    call tell_many(other: string<16>, many: u32) -> u32 {
        uint32_t ok = 0;

        for (uint32_t i = 0; i < many; i++)
            ok += counter_bump_cast(ctx, gs_self(ctx), other, 1, NULL) == GS_OK;
        reply(ok);
    }
    call end_self() -> i32 { reply(gs_stop(ctx, gs_self(ctx), "told itself")); }
    call fails() raises odd { fail(odd); }
    terminate { trace("-%.*s:%.*s", GS_FMT(self->name.view), GS_FMT(reason)); }
}

server evicting() keyed by id: i16 max 2 evict {
    state { n: u32; }
    call get(by: u32 = 0) -> u32 { reply(self->n += by); }
    call both(other: i16) -> i32 {
        reply(evicting_add_cast(ctx, gs_whereis(ctx, "evicting"), other, 1, NULL));
    }
    cast add(by: u32) { self->n += by; }
    call hold() { caller(); noreply(); }
    terminate { trace("-%d:%.*s", self->id, GS_FMT(reason)); }
}

server by_enum() keyed by tone: shade { call get() -> i32 { reply((int32_t)self->tone); } }
server by_bool() keyed by side: bool { call get() -> bool { reply(self->side); } }
server by_bytes() keyed by id: bytes<2..4> {
    state { n: u32; }
    call get() -> (id: bytes<4>, n: u32) { reply(.id = self->id.view, .n = ++self->n); }
}

server ticking() keyed by id: u8 idle 350ms {
    state { ticks: u32; }
    call start() { reply(); }
    info tick() every 100ms { trace("t%u", ++self->ticks); }
    info quiet() idle 250ms { trace("q%u", self->id); }
    terminate { trace("-%u", self->id); }
}

server plain() keyed by id: u64 idle 10s {
    state { n: u64; }
    cast add(by: u32) { self->n += by; }
    call get() -> u64 { reply(self->n); }
}

/// Hears of signals; a call with `wait` leaves a timer behind when the next one comes.
server hearing() keyed by id: u16 idle 1s {
    state { wait: duration; heard: u64; }
    call get(wait: duration = 0ns) -> u64 {
        self->wait = wait;
        reply(self->heard);
    }
    call peek() -> u64 existing { reply(self->heard); }
    info signal {
        self->heard = self->heard * 100 + (uint64_t)number;
        if (self->wait)
            hearing_later_after(ctx, self->wait);
    }
    info later() { trace("l%u", self->id); }
    terminate {
        if (self->id < 10)
            trace("-%u", self->id);
    }
}

/// Casts to many keys from one handler.
server sower() {
    call ping() { reply(); }
    /// What breaks its bounds is not sent, in neither way.
    call pinch_badly(name: string<16>) -> (cast: i32, request: i32) {
        gs_ref ref = gs_whereis(ctx, "counters");

        reply(.cast = counter_pinch_cast(ctx, ref, name, 10, NULL),
            .request = sower_pressed_request(ctx, ref, name, 10, NULL));
    }
    response pressed to counter.press () { trace("pressed:%d", status); }
    call sow(from: u64, many: u32) -> u32 {
        gs_ref ref = gs_whereis(ctx, "plain");
        uint32_t ok = 0;

        for (uint32_t i = 0; i < many; i++)
            ok += plain_add_cast(ctx, ref, from + i, 1, NULL) == GS_OK;
        reply(ok);
    }
}

system lines {
    listen "unix:lines.sock";
    intensity 100 in 1s;
    counters: counter();
    evicting: evicting();
    by_enum: by_enum();
    by_bool: by_bool();
    by_bytes: by_bytes();
    ticking: ticking();
    plain: plain();
    hearing: hearing();
    sower: sower();
}
