/* SPDX-License-Identifier: MIT */
// A sink for casts, and a relay that sends them from inside the program.

%{
#include "tests/support/trace.h"
%}

server sink() {
    state {
        count: u32;
        sum: u64;
        last: u32;
        misordered: u32;
    }

    cast put(n: u32, weight: u32 = 1) {
        if (n != self->last + 1)
            self->misordered++;
        self->last = n;
        self->count++;
        self->sum += (uint64_t)n * weight;
    }

    cast note(n: u32) { trace("note%u", n); }
    cast leave(how: u32) {
        if (how == 0)
            stop("normal");
        stop("fell over");
    }
    cast text(s: string<64>) { trace("text:%.*s", GS_FMT(s)); }
    call total() -> (count: u32, sum: u64, misordered: u32) {
        reply(.count = self->count, .sum = self->sum, .misordered = self->misordered);
    }
    terminate { trace("end:%.*s:%u", GS_FMT(reason), self->count); }
}

server relay() {
    state { next: u32; }

    /// Sends `many` casts to the named sink, looked up for each or for all. Counts the statuses.
    call forward(many: u32, each: bool = false, name: string<16> = "sink")
        -> (ok: u32, full: u32, down: u32, other: u32) {
        struct relay_forward_reply r = { 0 };
        const char *to = gs_printf(ctx, "%.*s", GS_FMT(name)).data;
        gs_ref ref = gs_whereis(ctx, to);

        for (uint32_t i = 0; i < many; i++) {
            gs_status status = sink_put_cast(ctx, each ? gs_whereis(ctx, to) : ref, ++self->next, NULL);

            if (status == GS_OK)
                r.ok++;
            else if (status == GS_FULL)
                r.full++;
            else if (status == GS_DOWN)
                r.down++;
            else
                r.other++;
            if (status != GS_OK)
                self->next--;
        }
        reply(.ok = r.ok, .full = r.full, .down = r.down, .other = r.other);
    }

    /// A sink's name and a handle kept over many lookups, by turns.
    call alternate(many: u32) -> u32 {
        gs_ref ref = gs_whereis(ctx, "sink");
        uint32_t ok = 0;

        for (uint32_t i = 0; i < many; i++) {
            gs_ref to = i % 2 ? ref : gs_whereis(ctx, "sink");

            ok += sink_put_cast(ctx, to, ++self->next, NULL) == GS_OK;
        }
        reply(ok);
    }

    /// Three notes, the end, three notes.
    call end_between() -> (stopped: i32, again: i32) {
        gs_ref ref = gs_whereis(ctx, "sink");
        gs_status stopped;

        for (uint32_t i = 1; i <= 3; i++)
            sink_note_cast(ctx, ref, i, NULL);
        stopped = gs_stop(ctx, ref, "told to");
        for (uint32_t i = 4; i <= 6; i++)
            sink_note_cast(ctx, ref, i, NULL);
        reply(.stopped = stopped, .again = gs_stop(ctx, ref, "again"));
    }

    /// A cast to a server of another class, to nobody, and to itself.
    call astray() -> (wrong: i32, nobody: i32, zero: i32) {
        gs_ref zero = { 0 };

        reply(.wrong = sink_note_cast(ctx, gs_self(ctx), 1, NULL),
            .nobody = sink_note_cast(ctx, gs_whereis(ctx, "nobody"), 1, NULL),
            .zero = sink_note_cast(ctx, zero, 1, NULL));
    }

    /// Ends the named server for a reason of its own.
    call end(name: string<16>) -> i32 {
        reply(gs_stop(ctx, gs_whereis(ctx, gs_printf(ctx, "%.*s", GS_FMT(name)).data), "odd reason"));
    }

    /// The sink falls over with `many` casts behind it.
    call crash_and_flood(many: u32) -> u32 {
        gs_ref ref = gs_whereis(ctx, "sink");
        uint32_t ok = 0;

        sink_leave_cast(ctx, ref, 1, NULL);
        for (uint32_t i = 0; i < many; i++)
            ok += sink_put_cast(ctx, ref, i + 1, NULL) == GS_OK;
        reply(ok);
    }

    call names() -> (mine: bool, same: bool, differ: bool, none: bool) {
        reply(.mine = gs_same(gs_whereis(ctx, "relay"), gs_self(ctx)),
            .same = gs_same(gs_whereis(ctx, "sink"), gs_whereis(ctx, "sink")),
            .differ = !gs_same(gs_whereis(ctx, "sink"), gs_self(ctx)),
            .none = gs_same(gs_whereis(ctx, "nobody"), (gs_ref){ 0 }));
    }

    call end_self(how: u32) -> i32 {
        gs_status status = gs_stop(ctx, gs_self(ctx), how ? "normal" : "told itself");

        reply(status);
    }
    terminate { trace("relay:%.*s", GS_FMT(reason)); }
}

/// Ends without a word.
server silent() {
    call leave() { stop("normal"); }
    call crash() { stop("odd reason"); }
    call ask() -> u32 { reply(1); }
}

system casting {
    listen "unix:casting.sock";
    intensity 100 in 1s;
    sink: sink();
    once: sink() restart temporary;
    relay: relay();
    silent: silent();
}
