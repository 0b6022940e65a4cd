/* SPDX-License-Identifier: MIT */
// Servers that ask, cast to and watch one of another program.

%{
#include "tests/support/trace.h"
%}

error no_luck(n: u32) "no luck";

protocol metrics {
    call sum(n: u32 in 0..1000 = 1, after: duration = 0ns) -> (total: u64)
            raises no_luck timeout 1s;
    call blob(size: u32) -> bytes<1MiB>;
    cast put(n: u32);
    cast fill(text: string<1MiB>);
}

protocol other {
    cast odd(n: u32);
    call even(n: u32) -> u32;
}

server meter() implements metrics {
    state {
        total: u64;
        puts: u32;
        waiting: u32;
    }

    call sum {
        if (n == 13)
            fail(no_luck, .n = n);
        if (n == 66)
            stop("fell over");
        self->total += n;
        if (after > 0) {
            meter_later_after(ctx, after, caller());
            self->waiting++;
            noreply();
        }
        reply(.total = self->total);
    }
    info later(to: from) {
        self->waiting--;
        trace("late:%d", meter_sum_reply(ctx, to, &(struct metrics_sum_reply){ self->total }));
    }
    info gone { trace("gone"); }
    call blob {
        uint8_t *bytes = gs_alloc(ctx, size);

        reply({ bytes, bytes ? size : 0 });
    }
    cast put {
        self->total += n;
        self->puts++;
    }
    cast fill { self->total += text.len; }
}

server teller(to: ref<metrics>, any: ref) {
    state {
        asked: u32;
        answered: u32;
    }

    /// One question; the answer's words, or the error's.
    call ask(n: u32, wait: duration = 0ns, limit: duration = 1s) -> (said: string<300>) {
        const struct metrics_sum_options o = { .n = n, .after = wait, .timeout = limit };
        gs_status status = teller_summed_request(ctx, self->to, &o, caller(), n);

        if (status != GS_OK)
            failf(internal, "%s", gs_status_name(status));
        noreply();
    }
    response summed to metrics.sum(back: from, n: u32) {
        const struct error_no_luck *luck = error_no_luck_of(ctx);
        const char *text = status == GS_OK
            ? gs_printf(ctx, "ok %llu of %u", (unsigned long long)answer->total, n).data
            : luck ? gs_printf(ctx, "luck %u: %s", luck->n, gs_error_text(ctx)).data
            : gs_printf(ctx, "%s: %s", gs_status_name(status), gs_error_text(ctx)).data;

        teller_ask_reply(ctx, back, &(struct teller_ask_reply){ { text, (uint32_t)strlen(text) } });
    }

    /// Many questions without an answer of their own.
    call flood(count: u32, limit: duration = 1s) -> i32 {
        const struct metrics_sum_options o = { .timeout = limit };
        gs_status status = GS_OK;

        for (uint32_t i = 0; i < count && status == GS_OK; i++) {
            status = teller_counted_request(ctx, self->to, &o, i);
            self->asked += status == GS_OK;
        }
        reply(status);
    }
    response counted to metrics.sum(i: u32) {
        self->answered++;
        tell(1, i, status);
    }
    call counts() -> (asked: u32, answered: u32) { reply(self->asked, self->answered); }

    call blob(size: u32) -> i32 {
        gs_status status = teller_bytes_request(ctx, self->to, size, NULL, caller());

        if (status != GS_OK)
            failf(internal, "%s", gs_status_name(status));
        noreply();
    }
    response bytes to metrics.blob(back: from) {
        teller_blob_reply(ctx, back,
            &(struct teller_blob_reply){ status == GS_OK ? (int32_t)answer->value.len : status });
    }

    call put(n: u32, times: u32 = 1) -> i32 {
        gs_status status = GS_OK;

        for (uint32_t i = 0; i < times; i++)
            status = metrics_put_cast(ctx, self->to, n, NULL);
        reply(status);
    }
    call fill(size: u32, times: u32) -> (sent: u32, status: i32) {
        const char *text = gs_alloc(ctx, size);
        gs_status status = GS_OK;
        uint32_t sent = 0;

        while (text && sent < times && status == GS_OK) {
            status = metrics_fill_cast(ctx, self->to, (gs_str){ text, size }, NULL);
            sent += status == GS_OK;
        }
        reply(sent, status);
    }
    /// What it does not answer to.
    call astray() -> (cast: i32, call: i32) {
        gs_status sent = other_odd_cast(ctx, self->any, 1, NULL);

        reply(sent, teller_evened_request(ctx, self->any, 1, NULL));
    }
    response evened to other.even() { trace("even:%d", status); }

    call watch() -> i32 { reply(gs_monitor(ctx, self->to)); }
    call unwatch() -> bool { reply(gs_demonitor(ctx, self->to)); }
    info down {
        trace("down:%.*s:%d", GS_FMT(reason), gs_same(who, self->to));
    }
    call end() -> i32 { reply(gs_stop(ctx, self->to, "please")); }
    call is_named() -> bool { reply(gs_same(gs_whereis(ctx, "sink"), self->to)); }
    call crash() { stop("front fell"); }
    terminate { (void)metrics_put_cast(ctx, self->to, 1000, NULL); }
}

/// Takes its time, in all the ways there are, and has another cast and casts itself.
server chain(next: ref<teller>, to: ref<metrics>) {
    call go(n: u32) { chain_step_send(ctx, n); reply(); }
    cast poke(n: u32) { chain_step_after(ctx, GS_MS(5), n); }
    info step(n: u32) { chain_asked_request(ctx, self->next, n, NULL, n); }
    response asked to teller.put(n: u32) {
        metrics_put_cast(ctx, self->to, n + 1, NULL);
        metrics_fill_cast(ctx, self->to, gs_printf(ctx, "%u", n), NULL);
    }
}

system here {
    listen "unix:here.sock";
    intensity 100 in 1s;
    front: teller(to = sink, any = sink);
    chain: chain(next = front, to = sink);
    sink: remote metrics "tcp:10.0.0.9:7071" "sinks";
    supervisor inner {
        second: teller(to = near, any = near);
        near: remote meter "unix:there.sock" "sinks";
    }
}
