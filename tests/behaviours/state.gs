/* SPDX-License-Identifier: MIT */
// Servers whose state owns memory: maps, lists, structs, timers in elements, externs.

%{
#include <stdlib.h>

#include "tests/support/trace.h"

/* By address; a user's own free would be given the value. */
static void drop_lamp(int **lamp) { trace("lamp:%d", **lamp); free(*lamp); }
static void drop_word(char *word) { trace("word:%s", word); free(word); }
%}

enum color { red, green = 5 }

struct entry {
    value: bytes<100>;
    tags: list<string<10>, 4>;
    hits: u32 = 3;
    note: string<20>?;
}

struct word { own: extern "char *" drop drop_word; }

struct alarm {
    ring: timer;
    log: string = "begun";
    names: map<string, u32>;
    timers: list<timer>;
    word: word;
}

server keeper(label: string<20> = "label", greeting: string<30>? = "hello") {
    state {
        entries: map<string, entry, 3>;
        queue: list<string>;
        one: entry;
        greeted: string? = greeting;
        colors: map<color, u32>;
        lamp: extern "int *" drop drop_lamp;
    }

    init {
        self->lamp = malloc(sizeof(*self->lamp));
        if (!self->lamp)
            stop("no memory");
        *self->lamp = 7;
    }

    call put(key: string<20>, value: entry) -> (fresh: bool, len: u32) {
        bool fresh;
        struct entry_held *held = keeper_entries_put(self, key, &fresh);

        if (!held)
            fail(overloaded);
        if (!entry_set(held, value)) {
            if (fresh)
                keeper_entries_del(self, key);
            failf(overloaded, "no memory");
        }
        reply(.fresh = fresh, .len = self->entries.len);
    }

    call get(key: string<20>) -> entry {
        struct entry_held *held = keeper_entries_touch(self, key);

        if (!held)
            fail(bad_request);
        held->hits++;
        reply(*entry_view(held));
    }

    call del(key: string<20>) -> bool { reply(keeper_entries_del(self, key)); }

    call hits() -> map<string<20>, u32, 3> {
        struct gs_pair_string_u32 *pairs = gs_alloc(ctx, self->entries.len * sizeof(*pairs));
        struct entry_held *held;
        uint32_t n = 0;

        if (!pairs)
            failf(overloaded, "no memory");
        for (gs_iter it = { 0 }; keeper_entries_next(self, &it, &pairs[n].key, &held); n++)
            pairs[n].value = held->hits;
        reply({ pairs, n });
    }

    call paint(want: map<color, u32, 4>) -> map<color, u32, 4> {
        for (uint32_t i = 0; i < want.len; i++) {
            uint32_t *n = keeper_colors_put(self, want.items[i].key, NULL);

            if (!n)
                failf(overloaded, "no memory");
            *n += want.items[i].value;
        }
        reply(want);
    }

    call twice(n: u32) -> map<string<20>, u32, 200> {
        struct gs_pair_string_u32 *pairs = gs_alloc(ctx, 200 * sizeof(*pairs));

        if (!pairs)
            failf(overloaded, "no memory");
        for (uint32_t i = 0; i < 200; i++)
            pairs[i].key = gs_printf(ctx, "%u", i < n ? i * 7 % 200 : 3);
        if (keeper_told_cast(ctx, gs_self(ctx), (struct gs_pairs_string_u32){ pairs, 200 }, NULL) == GS_INVALID)
            trace("invalid");
        reply({ pairs, 200 });
    }

    cast told(what: map<string<20>, u32, 200>) { trace("told:%u", what.len); }

    call keep(value: entry) -> entry {
        if (!entry_set(&self->one, value) || !entry_set(&self->one, entry_view(&self->one)))
            failf(overloaded, "no memory");
        reply(*entry_view(&self->one));
    }

    call push(text: string<20>) -> list<string<20>, 100> {
        gs_text *made = keeper_queue_push(self);

        if (!made || !gs_text_set(made, text)) {
            if (made)
                keeper_queue_remove(self, self->queue.len - 1);
            failf(overloaded, "no memory");
        }
        reply(keeper_queue_view(self));
    }

    call pull() -> string<20> {
        gs_text *first = keeper_queue_at(self, 0);
        gs_str text;

        if (!first)
            fail(bad_request);
        text = gs_printf(ctx, "%.*s", GS_FMT(first->view));
        keeper_queue_remove(self, 0);
        reply(text);
    }

    call names() -> (label: string<20>, greeting: string<30>, greeted: string<30>) {
        reply(.label = self->label.view, .greeting = self->greeting.value.view,
            .greeted = self->greeted.has ? self->greeted.value.view : GS_STR(""));
    }
}

server bell() {
    state {
        alarms: map<u64, alarm>;
        list: list<alarm>;
        waiting: map<from, u32>;
    }

    cast set(n: u64, delay: duration) {
        struct alarm_held *alarm = bell_alarms_put(self, n, NULL);
        gs_timer *more = alarm ? alarm_timers_push(alarm) : NULL;

        if (!more)
            return;
        gs_cancel(ctx, alarm->ring);
        alarm->ring = bell_ring_after(ctx, delay, n);
        *more = bell_ring_after(ctx, delay, n + 100);
        if (!alarm->word.own)
            alarm->word.own = strdup("w");
        alarm_names_put(alarm, GS_STR("x"), NULL);
        trace("%.*s:%u", GS_FMT(alarm->log.view), alarm->names.len);
        alarm = bell_list_push(self);
        if (alarm)
            alarm->ring = bell_ring_after(ctx, delay, n + 200);
    }

    cast unset(n: u64) { bell_alarms_del(self, n); }
    cast shift() { bell_list_remove(self, 0); }
    cast clear() {
        bell_alarms_clear(self);
        bell_list_clear(self);
    }

    info ring(n: u64) { trace("ring:%u", (unsigned)n); }

    call wait() -> u32 {
        gs_from who = caller();
        uint32_t *n = bell_waiting_put(self, who, NULL);

        if (!n)
            failf(overloaded, "no memory");
        *n = self->waiting.len;
        noreply();
    }

    cast answer() {
        gs_from who;
        uint32_t *n;

        for (gs_iter it = { 0 }; bell_waiting_next(self, &it, &who, &n);) {
            bell_wait_reply(ctx, who, &(struct bell_wait_reply){ *n });
            bell_waiting_del(self, who);
        }
    }

    call ping() { reply(); }
}

/* What only a program can give to it. */
server given(first: entry, labels: list<string<8>, 4>, ages: list<u8, 4>) {
    state {
        one: entry = first;
        words: list<string<8>> = labels;
    }

    call show() -> (first: entry, one: entry, labels: list<string<8>, 4>, words: list<string<8>, 4>, ages: list<u8, 4>) {
        reply(.first = *entry_view(&self->first), .one = *entry_view(&self->one),
            .labels = given_labels_view(self), .words = given_words_view(self),
            .ages = given_ages_view(self));
    }
}

/// Lists and maps that may be there.
server perhaps(given: list<u32, 5>? = none) {
    state {
        names: list<string<10>, 2>?;
        by: map<u32, entry>?;
        copy: list<u32>? = given;
    }

    call add(name: string<10>) -> (names: list<string<10>, 2>?, full: bool) {
        gs_text *text = perhaps_names_push(self);
        struct gs_list_string view = perhaps_names_view(self);

        if (text)
            gs_text_set(text, name);
        reply(.names = { self->names.has, { view.items, view.len } }, .full = !text);
    }
    call put(key: u32) -> u32 {
        perhaps_by_put(self, key, NULL);
        reply(self->by.value.len);
    }
    call clear() {
        perhaps_names_clear(self);
        perhaps_by_clear(self);
        reply();
    }
}

system owning {
    listen "unix:owning.sock";
    intensity 1000 in 1s;
    s: keeper(label = "the label");
    c: bell();
    p: perhaps();
}
