// Keyed servers: by text with a protocol, by a number with parameters for its bounds.

// Above all that it speaks of.
server front(line: ref<buckets>) {
    call ask(client: string<64>) -> (left: u32) {
        front_asked_request(ctx, self->line, client, NULL, caller());
        noreply();
    }
    response asked to buckets.acquire(who: from) {
        front_ask_reply(ctx, who, &(struct front_ask_reply){ answer ? answer->left : 0 });
    }
}

protocol bucket {
    call acquire(n: u32 = 1) -> (left: u32);
    cast reset();
}

/// A bucket for each client.
server buckets keyed by client: string<64> idle 10m max 100_000 evict implements bucket {
    mailbox 100 overflow drop_oldest;
    state {
        used: u32;
    }
    call acquire { reply(.left = 100 - (self->used += n)); }
    cast reset existing { self->used = 0; }
    call who() -> string<64> { reply(self->client.view); }
}

server sessions(rest: duration = 1s, most: u16 = 10) keyed by
        /// As the gateway counts them.
        id: u64 in 1..1_000_000 idle rest max most {
    call touch(hard: bool = false);
    cast leave();
    info bored() idle rest;
}
