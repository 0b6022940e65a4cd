/* SPDX-License-Identifier: MIT */
// Mailboxes of two messages, one for each overflow, and a pump that fills them at one go.

%{
#include "tests/support/trace.h"
%}

protocol vessel {
    cast put(n: u32);
    cast load(bytes: bytes<1000>);
    call total() -> (count: u32, sum: u64);
}

server brimming() implements vessel {
    mailbox 2;
    state { count: u32; sum: u64; }
    cast put {
        self->count++;
        self->sum += n;
        trace("%u", n);
    }
    cast load { self->count++; }
    call total { reply(.count = self->count, .sum = self->sum); }
    cast dig(deep: u32) { brimming_step_send(ctx, deep); }
    /// Puts so many messages to itself at one go.
    cast dig_all(many: u32) {
        for (uint32_t i = 0; i < many; i++)
            brimming_step_send(ctx, 1);
    }
    info step(deep: u32) {
        trace("step");
        if (deep > 1)
            brimming_step_send(ctx, deep - 1);
    }
}

server rejecting() implements vessel {
    mailbox 2 overflow reject;
    state { count: u32; sum: u64; }
    cast put {
        self->count++;
        self->sum += n;
        trace("%u", n);
    }
    cast load { self->count++; }
    call total { reply(.count = self->count, .sum = self->sum); }
}

server dropping() implements vessel {
    mailbox 2 overflow drop_oldest;
    state { count: u32; sum: u64; }
    cast put {
        self->count++;
        self->sum += n;
        trace("%u", n);
    }
    cast load { self->count++; }
    call total { reply(.count = self->count, .sum = self->sum); }
    /// Puts messages to itself among the others.
    cast own(n: u32) { dropping_step_send(ctx, n); }
    info step(n: u32) { trace("own%u", n); }
}

server sized(room: u16 = 3, size: u64 = 1500) implements vessel {
    mailbox room size overflow reject;
    state { count: u32; sum: u64; }
    cast put {
        self->count++;
        self->sum += n;
    }
    cast load { self->count++; }
    call total { reply(.count = self->count, .sum = self->sum); }
}

server pump() {
    /// `many` casts to the named sink, from `first` on, in one handler.
    call fill(name: string<16>, many: u32, first: u32 = 1) -> (ok: u32, full: u32) {
        gs_ref ref = gs_whereis(ctx, gs_printf(ctx, "%.*s", GS_FMT(name)).data);
        struct pump_fill_reply r = { 0 };

        for (uint32_t i = 0; i < many; i++)
            *(vessel_put_cast(ctx, ref, first + i, NULL) == GS_OK ? &r.ok : &r.full) += 1;
        reply(.ok = r.ok, .full = r.full);
    }
    /// The same with messages of a thousand bytes.
    call load(name: string<16>, many: u32) -> (ok: u32, full: u32) {
        gs_ref ref = gs_whereis(ctx, gs_printf(ctx, "%.*s", GS_FMT(name)).data);
        static const uint8_t zeros[1000];
        struct pump_load_reply r = { 0 };

        for (uint32_t i = 0; i < many; i++)
            *(vessel_load_cast(ctx, ref, (gs_bytes){ zeros, 1000 }, NULL) == GS_OK ? &r.ok : &r.full) += 1;
        reply(.ok = r.ok, .full = r.full);
    }
}

system mailboxes {
    listen "unix:mailboxes.sock";
    waiting: brimming();
    rejecting: rejecting();
    dropping: dropping();
    sized: sized();
    roomy: sized(room = 2000, size = 100_000);
    pump: pump();
}
