/* SPDX-License-Identifier: MIT */
// A crowd of timers that are due together, and somebody who is not concerned.

%{
static uint64_t fired; /* of the herd; the bystander tells it too */
%}

server herd() {
    state {
        last: instant;
        misordered: u64;
    }

    /// `count` timers, the first due in `delay`, the others up to `spread` later.
    call gather(count: u32, delay: duration, spread: duration) {
        fired = 0;
        for (uint32_t i = 0; i < count; i++) {
            gs_duration more = spread > 0 ? (gs_duration)(gs_random(ctx) % (uint64_t)spread) : i;

            herd_bolt_after(ctx, spread > 0 ? delay + more : delay,
                spread > 0 ? gs_now(ctx) + delay + more : i);
        }
        reply();
    }

    /// In order of the deadlines, or of arming where those are equal.
    info bolt(order: instant) {
        fired++;
        self->misordered += order < self->last;
        self->last = order;
    }

    call told() -> (fired: u64, misordered: u64) {
        reply(.fired = fired, .misordered = self->misordered);
    }
}

server bystander() {
    call told() -> (fired: u64) { reply(.fired = fired); }
}

system burst {
    listen "unix:burst.sock";
    herd: herd();
    bystander: bystander();
}
