/* SPDX-License-Identifier: MIT */
// One server casts a whole run of numbers to another in one handler; some of them make it do more.

%{
#include "tests/support/trace.h"
%}

error lost(n: u32) "lost";

%{
/* What it cancels is sent again, in other messages: the last of them stands where the last was. */
static void muddle(struct taker *self, gs_ctx *ctx)
{
    uint32_t sent = self->far.len + 1;

    gs_cancel(ctx, self->soon);
    taker_far_clear(self);
    while (sent--)
        taker_later_send(ctx, sent);
}
%}

server fragile() {
    init { stop("broke in init"); }
}

server taker() {
    state {
        count: u32;
        kept: from;
        soon: timer;
        far: list<timer>;
    }

    cast take(n: u32) {
        self->count++;
        if (n < 700)
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
        case 301:
            trace("stop:%d", gs_stop(ctx, gs_self(ctx), "by itself"));
            break;
        case 500:
            trace("start:%d", fragile_start(ctx, "fragiles", NULL));
            trace("text:%s", gs_error_text(ctx));
            break;
        case 501:
            trace("text:%s", gs_error_text(ctx));
            break;
        case 502:
            error_lost_with(ctx, 5);
            break;
        case 503:
            taker_hold_fail(ctx, self->kept, error_lost);
            break;
        case 504:
            taker_asked_request(ctx, gs_self(ctx), NULL, n);
            break;
        case 700:
            tell(1, 10000, 0);
            break;
        case 701:
            tell(1, 1000000, 0);
            break;
        case 600:
            muddle(self, ctx);
            break;
        case 400:
            taker_take_cast(ctx, gs_self(ctx), 401, NULL);
            break;
        default:
            break;
        }
    }
    /// Timers: the first is due soon, the others far away.
    cast arm(n: u32) {
        self->soon = taker_later_after(ctx, GS_MS(1), 100);
        for (uint32_t i = 0; i < n; i++) {
            gs_timer *far = taker_far_push(self);

            if (far)
                *far = taker_later_after(ctx, GS_S(3600), i);
        }
    }
    cast from_whom() { trace("from%d", gs_same(gs_peer(ctx), gs_whereis(ctx, "giver")) ? 1 : 2); }
    call hold() raises lost {
        self->kept = caller();
        noreply();
    }
    response asked to taker.count(n: u32) { trace("asked%u:%d:%u", n, status, answer->count); }
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
                else if (numbers.items[i] == 9)
                    taker_from_whom_cast(ctx, self->to, NULL);
                else
                    taker_take_cast(ctx, self->to, numbers.items[i], NULL);
        reply();
    }
}

/// Each of them casts to itself once more than its mailbox holds, and says how many went in.
protocol stuffed {
    cast stuff();
    cast crumb(n: u32);
}
%{
#define STUFF(SERVER)                                                        \
    uint32_t in = 0;                                                         \
                                                                             \
    for (uint32_t i = 0; i < 5; i++)                                         \
        in += stuffed_crumb_cast(ctx, gs_self(ctx), i, NULL) == GS_OK;        \
    trace(SERVER "%u", in)
%}
server waits() implements stuffed {
    mailbox 4;
    cast stuff { STUFF("w"); }
    cast crumb { trace("%u", n); }
}
server rejects() implements stuffed {
    mailbox 4 overflow reject;
    cast stuff { STUFF("r"); }
    cast crumb { trace("%u", n); }
}
server drops() implements stuffed {
    mailbox 4 overflow drop_oldest;
    cast stuff { STUFF("d"); }
    cast crumb { trace("%u", n); }
}
server stuffer() {
    call stuff(name: string<16>) {
        gs_ref to = gs_whereis(ctx, gs_printf(ctx, "%.*s", GS_FMT(name)).data);

        stuffed_crumb_cast(ctx, to, 10, NULL);
        stuffed_stuff_cast(ctx, to, NULL);
        stuffed_crumb_cast(ctx, to, 11, NULL);
        stuffed_crumb_cast(ctx, to, 12, NULL);
        reply();
    }
}

/// One a key, whose casts are as small.
server drawer() keyed by id: u32 idle 1s {
    state {
        n: u32;
    }
    cast put(n: u32) {
        self->n += n;
        if (n == 3)
            stop("too much");
    }
    call get() -> u32 { reply(self->n); }
    terminate { trace("-%u:%u", self->id, self->n); }
}
server filler() {
    call fill(ids: list<u32, 8>, n: u32) {
        for (uint32_t i = 0; i < ids.len; i++)
            for (uint32_t k = 1; k <= n; k++)
                drawer_put_cast(ctx, gs_whereis(ctx, "drawers"), ids.items[i], k, NULL);
        reply();
    }
}

system runs {
    listen "unix:runs.sock";
    taker: taker();
    giver: giver(to = taker);
    other: giver(to = taker);
    fragiles: dynamic fragile;
    waits: waits();
    rejects: rejects();
    drops: drops();
    stuffer: stuffer();
    drawers: drawer();
    filler: filler();
}
