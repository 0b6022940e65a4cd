/* SPDX-License-Identifier: MIT */
// What servers say last: to peers, callers and each other, when all of them end in order.

%{
#include "tests/support/trace.h"
%}

protocol farewell {
    cast parted(name: u32);
}

/// Tells whom it knows that it goes.
server guest(name: u32, host: ref<guest>, next: ref<guest>) notifies farewell {
    mailbox 4;
    state {
        peers: list<ref>;
        kept: from;
        timer: timer;
    }

    call join() {
        gs_ref *at = guest_peers_push(self);

        if (at)
            *at = gs_peer(ctx);
        reply();
    }
    call hold() -> u32 {
        self->kept = caller();
        noreply();
    }
    call number() -> u32 { reply(self->name); }
    cast parting(name: u32) {
        trace("%u<%u", self->name, name);
        if (self->host.gs_place)
            trace("pass:%d", guest_noted_cast(ctx, self->host, name, NULL));
    }
    cast noted(name: u32) { trace("%u:noted%u", self->name, name); }
    cast work(n: u32) { trace("w%u", n); }
    response asked to guest.number() { trace("%u:asked:%d", self->name, status); }
    /// Waits for the other's answer when the end comes.
    cast ask_on() { guest_asked_on_request(ctx, self->next, NULL); }
    response asked_on to guest.hold() { trace("%u:on:%d", self->name, status); }
    info later() { trace("later"); }
    info down { trace("%u:down:%.*s", self->name, GS_FMT(reason)); }
    cast watch() { gs_monitor(ctx, self->next); }
    cast fall() { stop("fell"); }

    terminate {
        trace("-%u:%.*s", self->name, GS_FMT(reason));
        for (uint32_t i = 0; i < self->peers.len; i++)
            trace("told:%d", farewell_parted_cast(ctx, *guest_peers_at(self, i), self->name, NULL));
        trace("host:%d", guest_parting_cast(ctx, self->host, self->name, NULL));
        trace("next:%d", guest_parting_cast(ctx, self->next, self->name, NULL));
        if (self->kept.gs_id)
            trace("kept:%d", guest_hold_reply(ctx, self->kept, &(struct guest_hold_reply){ self->name }));
    }
}

system parting {
    listen "unix:parting.sock";
    intensity 10 in 1s;
    one: guest(name = 1, host = one, next = two);
    two: guest(name = 2, host = one, next = three);
    three: guest(name = 3, host = two, next = one);
}
