// Whatever servers of a process do all day, over and over, and how often malloc was asked meanwhile.

%{
extern unsigned long allocations(void); /* since the start of the process */
%}

protocol pad {
    call add(n: u32) -> (total: u64);
    call echo(text: string<64>) -> string<64>;
    cast bump(n: u32);
    cast note(text: string<64>);
}

server pad_server() implements pad {
    state {
        total: u64;
    }

    call add { reply(.total = self->total += n); }
    call echo { reply(text); }
    cast bump { self->total += n; }
    cast note { self->total += text.len; }
}

/// There is always one too many: each visit is a start, and the end of another one.
server visitor() keyed by number: u32 max 100 evict {
    state {
        visits: u32;
    }

    cast visit() { self->visits++; }
}

server driver(pad: ref<pad>, visitors: ref<visitor>) {
    state {
        left: u32;
        number: u32;
        begun: u64;
        caller: from;
    }

    /// A round is a request and its answer, twice, two casts, a visit, and two timers, one of
    /// which is taken back.
    call run(rounds: u32) -> (allocations: u64) timeout none {
        self->left = rounds;
        self->begun = allocations();
        self->caller = caller();
        driver_added_request(ctx, self->pad, 1, NULL);
        noreply();
    }

    /// More at a time than there will be again, however the machine holds the program up: so many
    /// of all that a round has.
    call swell(many: u32) {
        for (uint32_t i = 0; i < many; i++) {
            pad_bump_cast(ctx, self->pad, 1, NULL);
            pad_note_cast(ctx, self->pad, GS_STR("round"), NULL);
            visitor_visit_cast(ctx, self->visitors, self->number++, NULL);
            driver_swollen_request(ctx, self->pad, GS_STR("hello again"), NULL);
            driver_swell_over_after(ctx, GS_MS(1), i);
        }
        reply();
    }
    response swollen to pad.echo() { }
    info swell_over(n: u32) { }

    response added to pad.add() {
        if (status != GS_OK)
            stop("no answer");
        driver_echoed_request(ctx, self->pad, GS_STR("hello again"), NULL, self->left);
    }

    response echoed to pad.echo(round: u32) {
        if (status != GS_OK || round != self->left || answer->value.len != 11)
            stop("another answer");
        pad_bump_cast(ctx, self->pad, 1, NULL);
        pad_note_cast(ctx, self->pad, gs_printf(ctx, "round %u", round), NULL);
        visitor_visit_cast(ctx, self->visitors, self->number++, NULL);
        gs_cancel(ctx, driver_tick_after(ctx, GS_S(1), 0));
        driver_tick_after(ctx, 0, round);
    }

    info tick(round: u32) {
        if (round != self->left)
            stop("another timer");
        if (--self->left > 0)
            driver_added_request(ctx, self->pad, 1, NULL);
        else
            driver_run_reply(ctx, self->caller,
                &(struct driver_run_reply){ allocations() - self->begun });
    }
}

system steady {
    listen "unix:steady.sock";
    pad: pad_server();
    visitors: visitor();
    driver: driver(pad = pad, visitors = visitors);
}
