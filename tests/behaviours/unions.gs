/* SPDX-License-Identifier: MIT */
// Unions in messages and in state, in one another, in lists, maps and structs.

%{
#include <stdlib.h>
#include <string.h>

#include "tests/support/trace.h"

static void drop_word(char *word) { trace("word:%s", word); free(word); }
%}

struct line {
    words: list<string<8>, 4>;
}

union figure {
    blank;
    text: string<20>;
    dots: list<u32, 4>;
    line: line;
    size: u32 in 1..9;
    /// One in the other.
    edge: edge;
}

union edge {
    thick: u8;
    thin;
}

struct page {
    title: figure;
    lines: list<line, 4>;
    figures: list<figure, 2>;
}

struct bell_rope {
    ring: timer;
    log: string = "begun";
    names: map<string, u32>;
}

struct own_word {
    own: extern "char *" drop drop_word;
}

/// For state alone.
union job {
    idle;
    ring: timer;
    names: map<string, u32>;
    log: list<string>;
    alarm: bell_rope;
    word: own_word;
}

/// Who waits; owns no memory.
union waiter {
    nobody;
    who: from;
    until: timer;
}

error no_figure(what: figure) "none of those";

server drawer() {
    state {
        one: figure;
        all: list<figure, 3>;
        named: map<string, figure, 3>;
        spare: figure?;
        page: page;
        job: job;
        jobs: map<u32, job>;
        waiter: waiter;
        edge: edge;
    }

    call keep(figure: figure) -> figure raises no_figure {
        if (figure->tag == FIGURE_BLANK)
            fail(no_figure, .what = *figure_view(&self->one));
        if (!figure_set(&self->one, figure) || !figure_set(&self->one, figure_view(&self->one)))
            failf(overloaded, "no memory");
        reply(*figure_view(&self->one));
    }

    call push(figure: figure) -> list<figure, 3> {
        struct figure_held *held = drawer_all_push(self);

        if (!held)
            failf(overloaded, "no room");
        if (!figure_set(held, figure)) {
            drawer_all_remove(self, self->all.len - 1);
            failf(overloaded, "no memory");
        }
        reply(drawer_all_view(self));
    }

    call shift() -> bool { reply(drawer_all_remove(self, 0)); }

    call name(key: string<8>, figure: figure) -> map<string<8>, figure, 3> {
        struct figure_held *held = drawer_named_put(self, key, NULL);
        struct gs_pair_string_figure *pairs = gs_alloc(ctx, 3 * sizeof(*pairs));
        uint32_t n = 0;

        if (!held || !pairs || !figure_set(held, figure))
            failf(overloaded, "no memory");
        for (gs_iter it = { 0 }; drawer_named_next(self, &it, &pairs[n].key, &held); n++)
            pairs[n].value = *figure_view(held);
        reply({ pairs, n });
    }

    call spare(figure: figure?) -> figure? {
        if (figure.has && !figure_set(&self->spare.value, &figure.value))
            failf(overloaded, "no memory");
        self->spare.has = figure.has;
        reply({ self->spare.has, *figure_view(&self->spare.value) });
    }

    /* What was set from a message grows like any other. */
    call print(page: page) -> page {
        struct line_held *line;
        gs_text *word;

        if (!page_set(&self->page, page))
            failf(overloaded, "no memory");
        line = page_lines_push(&self->page);
        word = line ? line_words_push(line) : NULL;
        if (!word || !gs_text_set(word, GS_STR("more")))
            failf(overloaded, "no memory");
        reply(*page_view(&self->page));
    }

    call become(to: u32) -> bool {
        bool is_done = job_become(ctx, &self->job, (enum job_tag)to);
        gs_text *text;

        switch (self->job.tag) {
        case JOB_RING: self->job.as.ring = drawer_ring_after(ctx, GS_MS(1), 1); break;
        case JOB_NAMES: job_names_put(&self->job, GS_STR("x"), NULL); break;
        case JOB_LOG:
            text = job_log_push(&self->job);
            if (text)
                gs_text_set(text, GS_STR("a line"));
            break;
        case JOB_ALARM:
            trace("%.*s", GS_FMT(self->job.as.alarm.log.view));
            self->job.as.alarm.ring = drawer_ring_after(ctx, GS_MS(1), 2);
            bell_rope_names_put(&self->job.as.alarm, GS_STR("y"), NULL);
            break;
        case JOB_WORD:
            if (!self->job.as.word.own)
                self->job.as.word.own = strdup("w");
            break;
        case JOB_IDLE: break;
        }
        reply(is_done);
    }

    /* Of what a union has not, its functions find nothing. */
    call reach() -> u32 {
        uint32_t found = 0;
        uint32_t *n;
        gs_iter it = { 0 };

        found += job_log_push(&self->job) != NULL;
        found += job_log_at(&self->job, 0) != NULL;
        found += job_log_remove(&self->job, 0);
        found += job_log_view(&self->job).len;
        job_log_clear(&self->job);
        found += job_names_put(&self->job, GS_STR("z"), NULL) != NULL;
        found += job_names_get(&self->job, GS_STR("z")) != NULL;
        found += job_names_touch(&self->job, GS_STR("z")) != NULL;
        found += job_names_first(&self->job, NULL, &n);
        found += job_names_next(&self->job, &it, NULL, &n);
        found += job_names_del(&self->job, GS_STR("z"));
        job_names_clear(&self->job);
        reply(found);
    }

    cast file(n: u32) {
        struct job_held *job = drawer_jobs_put(self, n, NULL);

        if (job && job_become(ctx, job, JOB_RING))
            job->as.ring = drawer_ring_after(ctx, GS_MS(1), n);
    }

    cast unfile(n: u32) { drawer_jobs_del(self, n); }

    call wait() -> edge {
        struct edge edge = { EDGE_THICK, { 3 } };

        self->waiter = (struct waiter){ WAITER_WHO, .as.who = caller() };
        if (!drawer_wake_after(ctx, GS_MS(1), &edge, &self->waiter).gs_id)
            drawer_wait_fail(ctx, self->waiter.as.who, GS_FULL);
        noreply();
    }

    info wake(edge: edge, waiter: waiter) {
        if (waiter->tag == WAITER_WHO)
            drawer_wait_reply(ctx, waiter->as.who, &(struct drawer_wait_reply){ *edge });
        self->waiter = (struct waiter){ WAITER_UNTIL, .as.until = drawer_ring_after(ctx, GS_MS(5), 9) };
    }

    cast mark(edge: edge) {
        self->edge = *edge;
        trace("edge:%d", (int)edge->tag);
    }

    call odd_reply() -> figure { reply({ .tag = (enum figure_tag)6 }); }

    call odd_member() -> figure { reply({ FIGURE_SIZE, .as.size = 10 }); }

    /* What C hands over: a tag that is none does not go out, within the process either. */
    call odd_casts() -> (edge: bool, figure: bool, good: bool) {
        struct edge none_such = { (enum edge_tag)2, { 0 } };
        struct figure inside = { FIGURE_EDGE, .as.edge = none_such };
        struct edge good = { EDGE_THIN, { 0 } };

        reply(.edge = drawer_mark_cast(ctx, gs_self(ctx), &none_such, NULL) == GS_INVALID,
            .figure = drawer_draw_cast(ctx, gs_self(ctx), &inside, NULL) == GS_INVALID,
            .good = drawer_mark_cast(ctx, gs_self(ctx), &good, NULL) == GS_OK);
    }

    cast draw(figure: figure) { trace("figure:%d", (int)figure->tag); }

    info ring(n: u32) { trace("ring:%u", n); }
}

server desk(drawer: ref<drawer>) {
    call through(figure: figure) -> (kept: figure, asked: figure) raises no_figure {
        gs_from who = caller();

        if (desk_kept_request(ctx, self->drawer, figure, NULL, figure, who) != GS_OK)
            desk_through_fail(ctx, who, GS_FULL);
        noreply();
    }
    response kept to drawer.keep(asked: figure, customer: from) {
        const struct error_no_figure *why = error_no_figure_of(ctx);

        if (status == GS_OK)
            desk_through_reply(ctx, customer, &(struct desk_through_reply){ answer->value, *asked });
        else if (why)
            desk_through_fail(ctx, customer, error_no_figure_with(ctx, &why->what));
        else
            desk_through_fail(ctx, customer, GS_INTERNAL);
    }
}

system drawing {
    listen "unix:drawing.sock";
    intensity 1000 in 1s;
    d: drawer();
    desk: desk(drawer = d);
}
