/* SPDX-License-Identifier: MIT */
// One server casts a whole run of numbers to another in one handler; some of them make it do more.

%{
#include "tests/support/trace.h"
%}

server taker() {
    state {
        count: u32;
    }

    cast take(n: u32) {
        self->count++;
        trace("%u", n);
        switch (n) {
        case 100:
            taker_between_next(ctx);
            break;
        case 200:
            for (uint32_t i = 0; i < 9; i++)
                taker_later_send(ctx, i);
            break;
        case 300:
            stop("had enough");
        case 400:
            taker_take_cast(ctx, gs_self(ctx), 401, NULL);
            break;
        default:
            break;
        }
    }
    /// Longer than what is copied in two words.
    cast load(a: u64, b: u64, c: u64) { trace("load%d", (int)(a + b + c)); }
    info between() { trace("between"); }
    info later(n: u32) { trace("later%u", n); }
    info still() idle 1s { trace("idle"); }
    call count() -> (count: u32) { reply(.count = self->count); }
}

server giver(to: ref<taker>) {
    /// Each number so many times; zero stands for the longer cast.
    call give(numbers: list<u32, 16>, times: u32) {
        for (uint32_t t = 0; t < times; t++)
            for (uint32_t i = 0; i < numbers.len; i++)
                if (numbers.items[i] == 0)
                    taker_load_cast(ctx, self->to, 1, 2, 3, NULL);
                else
                    taker_take_cast(ctx, self->to, numbers.items[i], NULL);
        reply();
    }
}

system runs {
    listen "unix:runs.sock";
    taker: taker();
    giver: giver(to = taker);
}
