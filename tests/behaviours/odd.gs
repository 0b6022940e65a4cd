/* SPDX-License-Identifier: MIT */
// Words that a program should not say, and what becomes of them.

%{
#include "tests/support/trace.h"

static const char *const words[] = { "", "two\nlines", "\xff\xfe odd", "tab\tand \x1b[31mred",
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123"
    "4567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567"
    "89012345678901234567890123456789012345678901234567890123456789012345678\u00e9\u00e9\u00e9",
    "normal", "shutdown" };
static const char *word(uint32_t n) { return words[n % GS_COUNT(words)]; }
%}

error odd(n: u32 in 0..9) "odd";
error other;

server speaker() {
    state {
        kept: from;
    }

    call end(n: u32) { stop(word(n)); }
    call end_after(n: u32) -> u32 { reply_and_stop(word(n), n); }
    call fails(n: u32) raises odd { failf(odd, "%s", word(n)); }
    call text(n: u32) -> string<1000> { reply(gs_printf(ctx, "%s", word(n))); }
    /// Answered late, with a status that no error is.
    call late(status: i32) -> u32 raises odd, other {
        self->kept = caller();
        speaker_soon_after(ctx, GS_MS(1), status);
        noreply();
    }
    info soon(status: i32) { trace("%d", speaker_late_fail(ctx, self->kept, status)); }
    call late_misfit() -> (value: u32 in 0..9) {
        gs_from who = caller();

        trace("%d", speaker_late_misfit_reply(ctx, who, &(struct speaker_late_misfit_reply){ 10 }));
        trace("%d", speaker_late_misfit_reply(ctx, who, &(struct speaker_late_misfit_reply){ 1 }));
        noreply();
    }
    call whereis(n: u32) -> bool {
        static const char *const names[] = { "", "gs", "a", "nobody", "crew", "crew#1", "away" };

        reply(gs_whereis(ctx, names[n % GS_COUNT(names)]).gs_place != 0);
    }
    call put_off(n: u32) -> (was: bool, left: duration) {
        gs_timer timer = speaker_rung_after(ctx, GS_S(1), n);
        bool was = gs_rearm(ctx, timer, n == 0 ? -5 : n == 1 ? INT64_MIN : INT64_MAX);

        reply(.was = was, .left = gs_left(ctx, timer));
    }
    info rung(n: u32) { trace("rung%u", n); }
    call misarm() -> u32 {
        uint32_t armed = 0;
        const gs_duration bad[] = { -1, INT64_MIN };

        for (size_t i = 0; i < GS_COUNT(bad); i++)
            armed += speaker_rung_after(ctx, bad[i], 7).gs_id != 0;
        reply(armed);
    }
}

system odd_words {
    listen "unix:odd.sock";
    intensity 100 in 1s;
    a: speaker();
    crew: dynamic speaker;
}
