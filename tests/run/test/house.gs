error late(by: duration) "too late";

protocol heard {
    cast rang(times: u32);
}

server bell() notifies heard {
    state { rung: u32; listener: ref; copies: list<string>; }

    /// Who asks hears of every ring from then on.
    call listen() { self->listener = gs_peer(ctx); reply(); }
    call ring(delay: duration = 0s) -> u32 raises late {
        if (delay > GS_S(60))
            fail(late, .by = delay - GS_S(60));
        bell_strike_after(ctx, delay, caller());
        noreply();
    }
    call keep(text: string<100>) {
        gs_text *copy = bell_copies_push(self);

        if (!copy || !gs_text_set(copy, text))
            failf(overloaded, "no memory");
        reply();
    }
    call fall() { stop("fell"); }
    info strike(who: from) {
        self->rung++;
        heard_rang_cast(ctx, self->listener, self->rung, NULL);
        bell_ring_reply(ctx, who, &(struct bell_ring_reply){ self->rung });
    }
    terminate { gs_log(ctx, GS_INFO, "the bell is silent: %.*s", GS_FMT(reason)); }
}

server guest(patience: duration = 10s) keyed by name: string<20> idle patience {
    state { knocks: u32; }

    call knock() -> u32 { reply(++self->knocks); }
}

server floor() keyed by number: i16 {
    state { steps: u32; }

    cast step() { self->steps++; }
}

server picky(mood: u32 in 0..9 = 5) {
    init {
        if (self->mood == 0)
            stop("bad luck");
    }
}

system house {
    listen "tcp:127.0.0.1:0" serves bell;
    bell: bell();
    guests: guest();
    floors: floor();
    picky: picky();
}
