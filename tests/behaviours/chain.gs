/* SPDX-License-Identifier: MIT */
// Requests that lead to requests, with less and less time; answers kept, given, too late.

%{
#include "tests/support/trace.h"
%}

error spent "no time left";

%{
static void insist(struct link *self, gs_ctx *ctx, gs_duration each, gs_from back);
%}

/// One of a chain, which may be a ring. The last one keeps its caller, or says how long it has.
server link(name: u32, next: ref<link>) {
    state {
        kept: list<from>;
        count: u32;
    }

    call pass(hops: u32, limits: list<duration, 8>, keep: bool = false) -> string<200> raises spent {
        struct gs_list_duration rest = { limits.items + 1, limits.len ? limits.len - 1 : 0 };
        struct link_pass_options o = link_pass_defaults;
        gs_from *at;

        trace("%u:%lld", self->name, (long long)(gs_time_left(ctx) / GS_MS(1)));
        if (hops > 0) {
            o.keep = keep;
            if (limits.len)
                o.timeout = limits.items[0];
            link_passed_request(ctx, self->next, hops - 1, rest, &o, caller());
            noreply();
        }
        if (!keep)
            reply(gs_printf(ctx, "%u", self->name));
        at = link_kept_push(self);
        if (at)
            *at = caller();
        noreply();
    }
    response passed to link.pass(back: from) {
        gs_str said = status == GS_OK
            ? gs_printf(ctx, "%u<%.*s", self->name, GS_FMT(answer->value))
            : gs_printf(ctx, "%u!%s", self->name, gs_status_name(status));

        trace("%.*s:%d", GS_FMT(said),
            link_pass_reply(ctx, back, &(struct link_pass_reply){ said }));
    }
    info gone { trace("%u:gone", self->name); }

    /// Answers what is kept, the newest first.
    cast answer_all() {
        while (self->kept.len > 0) {
            uint32_t last = self->kept.len - 1;

            trace("%d", link_pass_reply(ctx, *link_kept_at(self, last),
                &(struct link_pass_reply){ gs_printf(ctx, "kept%u", last) }));
            link_kept_remove(self, last);
        }
    }

    /// Asks again and again, each time for so long, until its caller's time is over.
    call insist(each: duration) -> u32 raises spent {
        self->count = 0;
        insist(self, ctx, each, caller());
        noreply();
    }
    response insisted to link.pass(each: duration, back: from) {
        trace("%s left %lld", gs_status_name(status), (long long)(gs_time_left(ctx) / GS_MS(1)));
        if (gs_time_left(ctx) == 0)
            trace("%d", link_insist_fail(ctx, back, error_spent));
        else
            insist(self, ctx, each, back);
    }
    /// A request in whose response it ends, of several that are under way.
    call fall_later() {
        link_fell_request(ctx, self->next, 0, (struct gs_list_duration){ 0 }, NULL, caller());
        link_fell_request(ctx, self->next, 0, (struct gs_list_duration){ 0 }, NULL, caller());
        noreply();
    }
    response fell to link.pass(back: from) {
        trace("fell");
        link_fall_later_reply(ctx, back);
        stop("in a response");
    }
    terminate { trace("-%u:%.*s", self->name, GS_FMT(reason)); }
}

%{
static void insist(struct link *self, gs_ctx *ctx, gs_duration each, gs_from back)
{
    struct link_pass_options o = link_pass_defaults;

    self->count++;
    o.keep = true;
    o.timeout = each;
    link_insisted_request(ctx, self->next, 0, (struct gs_list_duration){ 0 }, &o, each, back);
}
%}

system chain {
    listen "unix:chain.sock";
    intensity 100 in 1s;
    a: link(name = 1, next = b);
    b: link(name = 2, next = c);
    c: link(name = 3, next = a);
    alone: link(name = 9, next = alone);
}
