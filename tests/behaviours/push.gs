%{
#include "tests/support/trace.h"
%}

/// What members of a room hear.
protocol heard {
    cast said(by: string<32>, text: string<1000000> = "");
    cast closed();
}

protocol unheard {
    cast never();
}

server room(limit: u32 = 4) notifies heard {
    state {
        one: ref;
        name: string;
        said: u64;
        secrets: u32;
        ended: u32;
        end: string;
    }

    call join(name: string<32>) {
        self->one = gs_peer(ctx);
        if (!gs_text_set(&self->name, name))
            failf(internal, "no memory");
        (void)gs_monitor(ctx, self->one);
        reply();
    }

    cast enter() { self->one = gs_peer(ctx); }

    call say(text: string<1000000>) -> i32 {
        struct heard_said_options options = { .text = text };

        self->said++;
        reply(heard_said_cast(ctx, self->one, self->name.view, &options));
    }

    call close() -> i32 { reply(heard_closed_cast(ctx, self->one, NULL)); }
    call lie() -> i32 { reply(unheard_never_cast(ctx, self->one, NULL)); }
    call slow(n: u32) -> u32 {
        gs_from w = caller();
        room_wake_after(ctx, GS_MS(n), w, n);
        noreply();
    }
    /// Why the peer it watches ended.
    call left() -> string<64> { reply(self->end.view); }
    call die() { stop("asked to"); }
    call ask_mate(mate: bool) -> bool {
        reply(gs_same(gs_peer(ctx), gs_self(ctx)) == mate);
    }
    info down {
        if (gs_same(who, self->one))
            (void)gs_text_set(&self->end, reason);
    }
    info wake(w: from, n: u32) { room_slow_reply(ctx, w, &(struct room_slow_reply){ n }); }
    terminate { self->ended++; }
}

/// Passes on who spoke to it.
server doorman() {
    state { n: u32; }

    cast go() { room_enter_cast(ctx, gs_whereis(ctx, "hall"), NULL); }
}

/// One of many who speak to it, by cast or by call, and hear what is said.
server guest(hall: ref<room>) keyed by id: u32 idle 1h implements heard {
    cast enter() { room_enter_cast(ctx, self->hall, NULL); }
    cast join() { guest_joined_request(ctx, self->hall, GS_STR("guest"), NULL); }
    response joined to room.join() { trace("joined@%u:%d", self->id, status); }
    cast said { trace("said@%u:%.*s", self->id, GS_FMT(text)); }
    cast closed { trace("closed@%u", self->id); }
    cast fall() { stop("fell"); }
}

system house {
    listen "unix:house.sock";
    listen "tcp:127.0.0.1:0";
    intensity 1 in 1s;
    hall: room();
    once: room() restart transient;
    door: doorman();
    guests: guest(hall = hall);
}
