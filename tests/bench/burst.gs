/* SPDX-License-Identifier: MIT */
// A million timers that are due together; burst.c turns the node and looks at its turns.

%{
#include <time.h>

double burst_arming; /* ns of CPU time a timer */
uint64_t burst_fired;

static double cpu_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}
%}

server herd(count: u32, spread: u32) {
    init {
        double from = cpu_now();

        for (uint32_t i = 0; i < self->count; i++)
            herd_bolt_after(ctx, GS_MS(1) + (gs_duration)(gs_random(ctx) % self->spread));
        burst_arming = (cpu_now() - from) / self->count;
        burst_fired = 0;
    }

    info bolt() { burst_fired++; }
}

system burst {
    herd: herd(count = 1_000_000, spread = 1);
}
