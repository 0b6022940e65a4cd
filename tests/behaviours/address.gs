/* SPDX-License-Identifier: MIT */
// Refs to single instances of keyed servers.

%{
#include "tests/support/trace.h"
%}

error short_of(left: u32) "not so many";

protocol purse {
    call take(n: u32 in 1..100 = 1) -> (left: u32) raises short_of timeout 1s;
    call look() -> u32;
    cast put(n: u32 in 1..100);
}

/// A purse for each name. It knows three keys by heart.
server purses() keyed by owner: string<1..8> idle 1m max 3 implements purse {
    state {
        left: u32;
    }

    init {
        if (gs_equal(self->owner.view, GS_STR("nobody")))
            stop("nobody has a purse");
        trace("+%.*s", GS_FMT(self->owner.view));
    }
    call take {
        if (n > self->left)
            fail(short_of, .left = self->left);
        self->left -= n;
        reply(.left = self->left);
    }
    call look existing { reply(self->left); }
    cast put { self->left += n; }
    call own() -> u32 { reply(self->left); }
    info signal { trace("%.*s:%d", GS_FMT(self->owner.view), number); }
    call fall() { stop("fell"); }
    terminate { trace("-%.*s:%.*s", GS_FMT(self->owner.view), GS_FMT(reason)); }
}

/// The same by number.
server chests() keyed by id: i16 implements purse {
    state {
        left: u32;
    }

    call take { reply(.left = self->left -= n); }
    call look existing { reply(self->left); }
    cast put { self->left += n; }
    call me() -> i32 { reply(purse_put_cast(ctx, gs_self(ctx), 5, NULL)); }
}

server walker(purses: ref<purses>, chests: ref<chests>, other: ref<purse>) {
    state {
        kept: ref<purse>;
        first: ref<purse>;
    }

    /// Keeps a ref to that purse for what follows.
    call turn_to(owner: string<8>) -> bool {
        gs_ref before = self->kept;

        self->kept = purses_at(ctx, self->purses, owner);
        reply(gs_same(before, self->kept));
    }
    call turn_to_chest(id: i16) -> bool {
        self->kept = chests_at(ctx, self->chests, id);
        reply(gs_same(self->kept, chests_at(ctx, self->chests, id)));
    }
    call nowhere() -> (a: bool, b: bool, c: i32) {
        gs_ref none = { 0 };

        reply(.a = gs_same(none, chests_at(ctx, self->purses, 5)),
            .b = gs_same(none, purses_at(ctx, self->other, GS_STR("x"))),
            .c = purse_put_cast(ctx, self->purses, 5, NULL));
    }
    cast remember() { self->first = self->kept; }
    call put_first(n: u32) -> i32 { reply(purse_put_cast(ctx, self->first, n, NULL)); }
    call put(n: u32) -> i32 { reply(purse_put_cast(ctx, self->kept, n, NULL)); }
    call take(n: u32) -> string<64> {
        const struct purse_take_options o = { .n = n, .timeout = GS_S(1) };
        gs_status status = walker_taken_request(ctx, self->kept, &o, caller());

        if (status != GS_OK)
            failf(internal, "%s", gs_status_name(status));
        noreply();
    }
    response taken to purse.take(who: from) {
        gs_str text = status == GS_OK ? gs_printf(ctx, "%u left", answer->left)
            : gs_printf(ctx, "%s: %s", gs_status_name(status), gs_error_text(ctx));

        walker_take_reply(ctx, who, &(struct walker_take_reply){ text });
    }
    call look() -> string<64> {
        walker_seen_request(ctx, self->kept, NULL, caller());
        noreply();
    }
    response seen to purse.look(who: from) {
        walker_look_reply(ctx, who, &(struct walker_look_reply){
            status == GS_OK ? gs_printf(ctx, "%u", answer->value)
                            : gs_printf(ctx, "%s", gs_status_name(status)) });
    }
    call watch() -> i32 { reply(gs_monitor(ctx, self->kept)); }
    call end() -> i32 { reply(gs_stop(ctx, self->kept, "told to")); }
    info down { trace("down:%d:%.*s", gs_same(who, self->kept), GS_FMT(reason)); }
}

server bank() implements purse {
    call take { reply(.left = 1000 - n); }
    call look { reply(1000); }
    cast put { (void)n; }
}

system purse_house {
    listen "unix:purses.sock";
    purses: purses();
    chests: chests();
    bank: bank();
    walker: walker(purses = purses, chests = chests, other = bank);
}
