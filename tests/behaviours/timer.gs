/* SPDX-License-Identifier: MIT */
// Timers of every sort. Times in the trace are milliseconds since the start of the server.

%{
#include "tests/support/trace.h"

enum { CROWD = 1000 };
static gs_timer crowd[CROWD];
%}

server clockmaker() {
    state {
        born: instant;
        last: timer;
        fired: u32;
        early: u32;
        latest: duration;
        misordered: u32;
        previous: u32;
        torn: u32;
        pending: u32;
        was_pending: u32;
        long_one: timer;
        repeating: bool;
    }

    init { self->born = gs_now(ctx); }

    /// Fires once; says its tag and when.
    call arm(delay: i64, tag: u32 = 0) -> bool {
        self->last = clockmaker_fire_after(ctx, delay, tag, gs_now(ctx) + delay);
        reply(self->last.gs_id != 0);
    }

    /// Fires once, and a message sent right after arming it.
    call arm_and_send(delay: i64) {
        clockmaker_fire_after(ctx, delay, 1, gs_now(ctx));
        clockmaker_fire_send(ctx, 2, gs_now(ctx));
        reply();
    }

    info fire(tag: u32, due: instant) {
        self->fired++;
        self->early += gs_now(ctx) < due;
        trace("%u@%lld", tag, (long long)((gs_now(ctx) - self->born) / GS_MS(1)));
    }

    call cancel() -> (left: duration, was: bool, then: duration) {
        gs_duration left = gs_left(ctx, self->last);
        bool was = gs_cancel(ctx, self->last);

        reply(.left = left, .was = was, .then = gs_left(ctx, self->last));
    }

    call rearm(delay: i64) -> bool { reply(gs_rearm(ctx, self->last, delay)); }
    call left() -> duration { reply(gs_left(ctx, self->last)); }

    call strange() -> (zero: bool, zero_left: duration, unknown: bool, rearm: bool) {
        gs_timer zero = { 0 };
        gs_timer unknown = { 0x7fff00001234u };

        reply(.zero = gs_cancel(ctx, zero), .zero_left = gs_left(ctx, zero),
            .unknown = gs_cancel(ctx, unknown), .rearm = gs_rearm(ctx, unknown, 1));
    }

    /// The message of a timer is queued behind this one; then it is cancelled.
    call cancel_after_firing(busy: u32) -> bool {
        (void)busy;
        self->last = clockmaker_fire_after(ctx, 0, 77, gs_now(ctx));
        clockmaker_cancel_last_next(ctx);
        reply(true);
    }

    info cancel_last() { trace("cancelled:%d", gs_cancel(ctx, self->last)); }

    /// `count` timers with random delays below `below`.
    call storm(count: u32, below: duration) {
        for (uint32_t i = 0; i < count; i++) {
            gs_duration delay = (gs_duration)(gs_random(ctx) % (uint64_t)below);

            clockmaker_drop_after(ctx, delay, gs_now(ctx) + delay);
        }
        reply();
    }

    info drop(due: instant) {
        self->fired++;
        self->early += gs_now(ctx) < due;
        if (gs_now(ctx) - due > self->latest)
            self->latest = gs_now(ctx) - due;
    }

    /// `count` timers for one instant, numbered.
    call crowd(count: u32, delay: duration) {
        self->previous = 0;
        self->pending = count;
        for (uint32_t i = 0; i < count; i++)
            crowd[i % CROWD] = clockmaker_numbered_after(ctx, delay, i + 1);
        reply();
    }

    info numbered(n: u32) {
        self->fired++;
        self->misordered += n <= self->previous;
        self->previous = n;
    }

    /// Cancels every second one of the crowd.
    call thin(count: u32) -> (was: u32) {
        uint32_t was = 0;

        for (uint32_t i = 0; i < count; i += 2)
            was += gs_cancel(ctx, crowd[i]);
        reply(was);
    }

    /// Cancels them all from inside the first one that fires.
    call cancel_in_fire(count: u32, delay: duration) {
        self->was_pending = 0;
        clockmaker_cancel_all_after(ctx, delay, count);
        for (uint32_t i = 0; i < count; i++)
            crowd[i] = clockmaker_numbered_after(ctx, delay, i + 1);
        reply();
    }

    info cancel_all(count: u32) {
        for (uint32_t i = 0; i < count; i++)
            self->was_pending += gs_cancel(ctx, crowd[i]);
    }

    /// `count` timers that carry a text which tells whether it is whole.
    call burden(count: u32, size: u32 in 0..1000) {
        for (uint32_t i = 0; i < count; i++) {
            char *text = gs_alloc(ctx, size + 1);

            for (uint32_t k = 0; text && k < size; k++)
                text[k] = (char)('a' + (i + k) % 26);
            clockmaker_carry_after(ctx, GS_MS(i % 200), i,
                (gs_str){ text, text ? size : 0 });
        }
        reply();
    }

    info carry(i: u32, text: string<1000>) {
        self->fired++;
        for (uint32_t k = 0; k < text.len; k++)
            self->torn += text.data[k] != (char)('a' + (i + k) % 26);
    }

    /// Its own interval: armed again at each firing.
    call repeat(period: duration) {
        self->repeating = true;
        self->last = clockmaker_again_after(ctx, period, period);
        reply();
    }

    info again(period: duration) {
        self->fired++;
        self->last = clockmaker_again_after(ctx, period, period);
    }

    call stats() -> (fired: u32, early: u32, misordered: u32, torn: u32, was_pending: u32, latest: duration) {
        reply(.fired = self->fired, .early = self->early, .misordered = self->misordered,
            .torn = self->torn, .was_pending = self->was_pending, .latest = self->latest);
    }

    call crash() { stop("boom"); }
    call leave() { reply_and_stop("normal"); }
}

/// Ticks; may take its time over one.
server ticker(period: duration = 100ms) {
    state { born: instant; ticks: u32; }
    init { self->born = gs_now(ctx); }
    info tick() every period {
        self->ticks++;
        trace("%lld", (long long)((gs_now(ctx) - self->born) / GS_MS(1)));
    }
    info second() every 1s { trace("second"); }
    call ticks() -> u32 { reply(self->ticks); }
    call leave() { reply_and_stop("normal"); }
}

system timing {
    listen "unix:timing.sock";
    intensity 100 in 1s;
    clock: clockmaker();
    slow: ticker(period = 100ms) restart transient;
}
