/* SPDX-License-Identifier: MIT */
// The servers of the random walk: supervisors inside one another, keyed servers, groups, requests,
// monitors, narrow mailboxes. What they see they tell (walk.h).

%{
#include "tests/behaviours/walk.h"
#include "tests/support/trace.h"
%}

error unlucky(tag: u64) "bad luck";

/// Answers at once, later, not at all; falls over.
server mirror(life: u32) {
    state { echoes: u64; text: string; }

    init { tell(WALK_BEGUN, (long)self->life, 0); }

    call echo(tag: u64, delay: duration = 0s, text: string<64> = "") -> u64 raises unlucky {
        self->echoes++;
        gs_text_set(&self->text, text);
        if (tag % 13 == 5)
            fail(unlucky, .tag = tag);
        if (delay == 0)
            reply(tag);
        mirror_due_after(ctx, delay, caller(), tag, gs_now(ctx) + delay);
        noreply();
    }

    info due(who: from, tag: u64, at: instant) {
        if (gs_now(ctx) < at)
            tell(WALK_EARLY, 0, 0);
        mirror_echo_reply(ctx, who, &(struct mirror_echo_reply){ .value = tag });
        if (tag % 7 == 3)
            mirror_echo_reply(ctx, who, &(struct mirror_echo_reply){ .value = 0 });
    }

    call risk(tag: u64, how: u32) -> u64 {
        if (how == 0)
            stop("unlucky");
        if (how == 1)
            stop("normal");
        if (how == 2)
            reply_and_stop("unlucky", tag);
        if (how == 3)
            noreply();
        if (how == 4) {
            caller();
            noreply();
        }
        reply(tag);
    }

    cast note(who: u32, n: i32) { tell(WALK_NOTE, (long)who, (long)n); }
    terminate { tell(WALK_ENDED, (long)self->life, 0); }
}

/// Passes notes on, so that order is kept over two hops, too.
server relay2() {
    init { tell(WALK_BEGUN, 2, 0); }
    cast note(who: u32, n: i32) { mirror_note_cast(ctx, gs_whereis(ctx, "mirror"), who, n, NULL); }
    cast fall() { stop("unlucky"); }
    call end(name: u32) -> i32 {
        reply(gs_stop(ctx, gs_whereis(ctx, name ? "mirror" : "clockwork"), "told to"));
    }
    info signal { tell(WALK_SIGNAL, (long)number, 0); }
    terminate { tell(WALK_ENDED, 2, 0); }
}

/// Arms, cancels and re-arms.
server clockwork(period: duration = 7ms) {
    state { last: timer; armed: u64; fired: u64; cancelled: u64; due: instant; }

    init {
        tell(WALK_BEGUN, 3, 0);
        clockwork_strike_after(ctx, self->period, 0, gs_now(ctx) + self->period, GS_STR("first"));
    }

    call work(tag: u64, count: u32) -> u64 {
        for (uint32_t i = 0; i < count; i++) {
            gs_duration delay = (gs_duration)(gs_random(ctx) % 20000000);

            if (gs_random(ctx) % 3 == 0)
                self->cancelled += gs_cancel(ctx, self->last);
            self->last = clockwork_strike_after(ctx, delay, i, gs_now(ctx) + delay,
                gs_printf(ctx, "text %u", i));
            if (gs_random(ctx) % 3 == 0)
                gs_rearm(ctx, self->last, delay + GS_MS(1));
            self->armed++;
        }
        reply(tag);
    }

    info strike(i: u32, at: instant, text: string<32>) {
        if (gs_now(ctx) < at)
            tell(WALK_EARLY, (long)i, 0);
        self->fired++;
    }

    info tick() every period { self->fired++; }
    terminate { tell(WALK_ENDED, 3, 0); }
}

/// Asks the mirror on behalf of its callers; each answer must be the one to its question.
server desk(glass: ref<mirror>, other: ref<mirror>) {
    state { asked: u64; answered: u64; }

    init { tell(WALK_BEGUN, 4, 0); }

    call ask(tag: u64, delay: duration = 0s, limit: duration = 1s) -> u64 raises unlucky {
        const struct mirror_echo_options o = { .delay = delay, .timeout = limit };
        gs_ref to = tag % 3 ? self->glass : self->other;

        if (desk_told_request(ctx, to, tag, &o, caller(), tag) == GS_OK)
            self->asked++;
        else
            failf(internal, "not sent");
        noreply();
    }
    response told to mirror.echo (back: from, tag: u64) {
        const struct error_unlucky *luck = error_unlucky_of(ctx);

        self->answered++;
        if (self->answered > self->asked || (status == GS_OK && answer->value != tag) ||
            (luck && luck->tag != tag))
            tell(WALK_WRONG, (long)tag, 0);
        if (status == GS_OK)
            desk_ask_reply(ctx, back, &(struct desk_ask_reply){ tag });
        else if (luck)
            desk_ask_fail(ctx, back, error_unlucky_with(ctx, tag));
        else
            desk_ask_fail(ctx, back, error_internal);
        if (tag % 101 == 7)
            stop("unlucky");
    }
    terminate { tell(WALK_ENDED, 4, 0); }
}

/// One for each key, few at a time, soon forgotten.
server ledger() keyed by id: u32 idle 15ms max 8 evict {
    state { n: u64; owed: from; tag: u64; }

    init {
        if (gs_random(ctx) % 50 == 0)
            stop("unlucky");
        tell(WALK_BEGUN, 100 + (long)self->id, 0);
    }
    /// `again` is the key once more.
    call enter(tag: u64, again: u32, how: u32) -> u64 {
        if (again != self->id)
            tell(WALK_WRONG, (long)tag, 1);
        self->n++;
        if (how == 1)
            stop("unlucky");
        if (how == 2) {
            ledger_later_after(ctx, GS_MS(3), caller(), tag);
            noreply();
        }
        if (how == 3)
            ledger_pass_cast(ctx, gs_whereis(ctx, "ledgers"), (self->id + 1) % 20, NULL);
        reply(tag);
    }
    info later(who: from, tag: u64) { ledger_enter_reply(ctx, who, &(struct ledger_enter_reply){ tag }); }
    cast pass() { self->n++; }
    call look(tag: u64) -> u64 existing { reply(tag); }
    cast note(who: u32, n: i32) { mirror_note_cast(ctx, gs_whereis(ctx, "mirror"), who, n, NULL); }
    terminate { tell(WALK_ENDED, 100 + (long)self->id, 0); }
}

/// Two mailboxes that are soon full.
server narrow() {
    mailbox 4 overflow drop_oldest;
    init { tell(WALK_BEGUN, 5, 0); }
    call squeeze(tag: u64, many: u32) -> u64 {
        for (uint32_t i = 0; i < many; i++)
            narrow_push_cast(ctx, gs_self(ctx), NULL);
        reply(tag);
    }
    cast push() { }
    terminate { tell(WALK_ENDED, 5, 0); }
}

server patient() {
    mailbox 2;
    init { tell(WALK_BEGUN, 6, 0); }
    cast note(who: u32, n: i32) { mirror_note_cast(ctx, gs_whereis(ctx, "mirror"), who, n, NULL); }
    call ask(tag: u64) -> u64 { reply(tag); }
    terminate { tell(WALK_ENDED, 6, 0); }
}

/// A member of a group.
server hand(number: u32) {
    init {
        if (self->number % 29 == 3)
            stop("unlucky");
        tell(WALK_BEGUN, 1000 + (long)self->number, 0);
        hand_tired_after(ctx, (gs_duration)(gs_random(ctx) % 60000000));
    }
    info tired() { stop("normal"); }
    call work(tag: u64, how: u32) -> u64 {
        if (how == 1)
            stop("unlucky");
        if (how == 2)
            stop("normal");
        reply(tag);
    }
    cast leave() { gs_stop(ctx, gs_self(ctx), "normal"); }
    terminate { tell(WALK_ENDED, 1000 + (long)self->number, 0); }
}

server boss() {
    state { recent: ref; }
    init { tell(WALK_BEGUN, 7, 0); }
    /// To the one that was started last, wherever it is by now.
    call poke(tag: u64, how: u32) -> u64 {
        if (boss_poked_request(ctx, self->recent, tag, how, NULL, caller(), tag) != GS_OK)
            failf(internal, "not sent");
        noreply();
    }
    response poked to hand.work (back: from, tag: u64) {
        if (status == GS_OK && answer->value != tag)
            tell(WALK_WRONG, (long)tag, 4);
        if (status == GS_OK)
            boss_poke_reply(ctx, back, &(struct boss_poke_reply){ tag });
        else
            boss_poke_fail(ctx, back, error_internal);
    }
    call hire(tag: u64) -> u64 {
        uint32_t number = (uint32_t)((*dial(7))++ % 100000);
        gs_ref ref;

        if (hand_start(ctx, tag % 2 ? "hands" : "crew", number, &ref) == GS_OK) {
            self->recent = ref;
            if (tag % 5 == 0)
                gs_stop(ctx, ref, "normal");
        }
        reply(tag);
    }
    terminate {
        tell(WALK_ENDED, 7, 0);
        hand_start(ctx, "crew", (uint32_t)((*dial(7))++ % 100000), NULL);
    }
}

%{
static const char *const watched[WALK_WATCHED] = { "mirror", "relay", "desk", "narrow", "ledgers",
    "boss", "glass" };
%}

/// Watches the others, and is told of each end that it asked about, once.
server watcher() {
    state { waits: list<u32, 16>; }

    init {
        for (uint32_t i = 0; i < WALK_WATCHED; i++)
            if (!watcher_waits_push(self))
                stop("no memory");
        tell(WALK_BEGUN, 8, 0);
    }
    call watch(tag: u64, which: u32) -> u64 {
        gs_ref who = gs_whereis(ctx, watched[which % WALK_WATCHED]);

        if (who.gs_place && gs_monitor(ctx, who) == GS_OK)
            ++*watcher_waits_at(self, which % WALK_WATCHED);
        reply(tag);
    }
    call unwatch(tag: u64, which: u32) -> u64 {
        gs_ref who = gs_whereis(ctx, watched[which % WALK_WATCHED]);
        uint32_t *waits = watcher_waits_at(self, which % WALK_WATCHED);

        if (who.gs_place) {
            if (gs_demonitor(ctx, who) != (*waits > 0))
                tell(WALK_WRONG, (long)which, 2);
            *waits = 0;
        }
        reply(tag);
    }
    info down {
        for (uint32_t i = 0; i < WALK_WATCHED; i++) {
            uint32_t *waits = watcher_waits_at(self, i);

            if (!gs_same(who, gs_whereis(ctx, watched[i])))
                continue;
            if (*waits == 0)
                tell(WALK_WRONG, (long)i, 3);
            else
                --*waits;
        }
        tell(WALK_DOWN, 0, 0);
    }
    terminate { tell(WALK_ENDED, 8, 0); }
}

system walking {
    listen "unix:walking.sock";
    listen "tcp:127.0.0.1:0";
    intensity 64 in 5ms;
    mirror: mirror(life = 1);
    relay: relay2() restart transient;
    supervisor outer {
        strategy rest_for_one;
        intensity 3 in 5ms;
        clockwork: clockwork();
        supervisor middle {
            strategy one_for_all;
            intensity 2 in 20ms;
            backoff 1ms..8ms;
            desk: desk(glass = glass, other = mirror) restart transient;
            supervisor inner {
                intensity 2 in 20ms;
                glass: mirror(life = 9);
                crew: dynamic hand max 6 restart transient shutdown 1ms;
                ledgers: ledger();
            }
        }
        boss: boss() restart transient;
    }
    hands: dynamic hand max 5 restart temporary;
    narrow: narrow();
    patient: patient();
    watcher: watcher();
}
