/* SPDX-License-Identifier: MIT */
// Servers that ask, watch and stop each other.

%{
#include "tests/support/trace.h"
%}

error no_luck(n: u32) "no luck";

protocol oracle {
    call say(n: u32 in 0..100 = 1, after: duration = 0ns) -> (n: u32) raises no_luck timeout 1s;
    call fall(how: u32) -> (n: u32);
    cast put(n: u32);
}

server seer() implements oracle {
    state {
        who: list<from>;
        puts: u32;
    }

    call say {
        if (n == 13)
            fail(no_luck, .n = n);
        if (n == 99) {
            gs_from *at = seer_who_push(self);

            if (at)
                *at = caller();
            noreply();
        }
        if (after > 0) {
            seer_later_after(ctx, after, caller(), n);
            noreply();
        }
        reply(.n = n);
    }
    info later(to: from, n: u32) {
        trace("late:%d", seer_say_reply(ctx, to, &(struct oracle_say_reply){ n }));
    }
    call fall {
        if (how == 0)
            stop("fell over");
        if (how == 1)
            stop("normal");
        reply_and_stop("said and done", .n = how);
    }
    cast put { self->puts += n; }
    info gone {
        for (uint32_t i = 0; i < self->who.len; i++) {
            if (seer_who_at(self, i)->gs_id == who.gs_id)
                trace("gone:%u", i);
        }
    }
    terminate {
        if (self->puts == 7)
            stop("broke in terminate");
    }
}

server bystander() { call go() -> u32 { reply(1); } }

server asker(to: ref<oracle>, more: list<ref<oracle>, 4>, odd: ref) {
    state { back: from; }

    /// One question, answered when the other has answered: its words, or the error's.
    call ask(n: u32, wait: duration = 0ns, limit: duration = 1s) -> (said: string<64>) {
        const struct oracle_say_options o = { .n = n, .after = wait, .timeout = limit };

        asker_said_request(ctx, self->to, &o, caller(), n);
        noreply();
    }
    response said to oracle.say (back: from, n: u32) {
        const struct error_no_luck *luck = error_no_luck_of(ctx);
        const char *text = status == GS_OK ? gs_printf(ctx, "ok %u of %u", answer->n, n).data
            : luck ? gs_printf(ctx, "luck %u: %s", luck->n, gs_error_text(ctx)).data
            : gs_printf(ctx, "%s: %s", gs_status_name(status), gs_error_text(ctx)).data;

        asker_ask_reply(ctx, back, &(struct asker_ask_reply){ { text, (uint32_t)strlen(text) } });
    }

    call fall(how: u32) -> (said: string<64>) {
        asker_fell_request(ctx, self->to, how, NULL, caller());
        noreply();
    }
    response fell to oracle.fall (back: from) {
        gs_str text = gs_printf(ctx, "%s:%s:%u", status == GS_OK ? "ok" : gs_status_name(status),
            gs_error_text(ctx), answer ? answer->n : 0);

        asker_fall_reply(ctx, back, &(struct asker_fall_reply){ text });
    }

    /// Traces what comes, in order: "NAME:status:n".
    call fan(waits: list<duration, 4>, limit: duration = 1s) {
        for (uint32_t i = 0; i < waits.len; i++) {
            const struct oracle_say_options o = {
                .n = i, .after = waits.items[i], .timeout = limit };

            asker_one_request(ctx, *asker_more_at(self, i), &o, i);
        }
        reply();
    }
    response one to oracle.say (i: u32) {
        trace("%u:%s:%u", i, status == GS_OK ? "ok" : gs_status_name(status), answer ? answer->n : 0);
    }

    /// To nobody, to another class of server, out of bounds.
    call astray() -> (zero: i32, wrong: i32, bad: i32) {
        const struct oracle_say_options bad = { .n = 101, .timeout = GS_S(1) };

        reply(.zero = asker_one_request(ctx, (gs_ref){ 0 }, NULL, 10),
            .wrong = asker_one_request(ctx, self->odd, NULL, 11),
            .bad = asker_one_request(ctx, self->to, &bad, 12));
    }

    /// To itself.
    call me() -> u32 {
        asker_mine_request(ctx, gs_self(ctx), NULL, caller());
        noreply();
    }
    call own() -> u32 { reply(5); }
    response mine to asker.own (back: from) {
        asker_me_reply(ctx, back, &(struct asker_me_reply){ answer ? answer->value : 0 });
    }
    call me_and_stop() -> u32 {
        asker_mine_request(ctx, gs_self(ctx), NULL, caller());
        asker_mine_request(ctx, gs_self(ctx), NULL, caller());
        stop("had enough");
    }
    /// A request to itself, in whose handler it ends.
    call end_inside() {
        asker_ended_request(ctx, gs_self(ctx), NULL);
        reply();
    }
    call ends() { stop("inside"); }
    response ended to asker.ends () { trace("never"); }

    call watch(times: u32 = 1) -> i32 {
        gs_status status = GS_OK;

        for (uint32_t i = 0; i < times && status == GS_OK; i++)
            status = gs_monitor(ctx, self->to);
        reply(status);
    }
    call watch_nobody() -> i32 { reply(gs_monitor(ctx, (gs_ref){ 0 })); }
    call watch_named(name: string<16>) -> i32 {
        reply(gs_monitor(ctx, gs_whereis(ctx, gs_printf(ctx, "%.*s", GS_FMT(name)).data)));
    }
    call unwatch() -> bool { reply(gs_demonitor(ctx, self->to)); }
    info down {
        trace("down:%.*s:%d", GS_FMT(reason), gs_same(who, self->to));
        if (gs_whereis(ctx, "once").gs_place)
            trace("still named");
    }

    call end(reason: string<32>) -> i32 {
        reply(gs_stop(ctx, self->to, gs_printf(ctx, "%.*s", GS_FMT(reason)).data));
    }
    call end_self() -> i32 { reply(gs_stop(ctx, gs_self(ctx), "told itself")); }
    call put(n: u32) -> i32 { reply(oracle_put_cast(ctx, self->to, n, NULL)); }
    call crash() { stop("asker fell"); }
}

system asking {
    listen "unix:asking.sock";
    intensity 100 in 1s;
    a: asker(to = s, more = [s, t, u, once], odd = p);
    second: asker(to = s, more = [], odd = p);
    o: asker(to = once, more = [s], odd = p);
    s: seer();
    t: seer();
    u: seer();
    once: seer() restart temporary;
    p: bystander();
}
