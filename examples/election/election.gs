error taken(by: string<64>) "another one stands by already";
error over "that term is over";

enum role { leader, standby }

struct member {
    name: string<64>;
    role: role;
    /// Of a leader: how long until its term ends.
    left: duration?;
}

%{
static bool begin_term(struct election *self, gs_ctx *ctx, gs_str name)
{
	if (!gs_text_set(&self->leader, name))
		return false;
	self->term++;
	self->end = election_expire_after(ctx, self->length);
	return true;
}

/* The standby leads, if it still waits for that; else nobody does. */
static void end_term(struct election *self, gs_ctx *ctx)
{
	struct election_campaign_reply won = {
		.term = self->term + 1,
		.renew_within = self->length,
	};

	gs_cancel(ctx, self->end);
	if (self->standby.view.len == 0 || !begin_term(self, ctx, self->standby.view) ||
	    election_campaign_reply(ctx, self->waiting, &won) != GS_OK) {
		gs_cancel(ctx, self->end);
		gs_text_set(&self->leader, GS_STR(""));
	}
	gs_text_set(&self->standby, GS_STR(""));
	self->waiting = (gs_from){ 0 };
}
%}

/// One of several copies of a program leads, for a term that it must renew; one stands by.
server election(length: duration = 3s) {
    state {
        leader: string<64>;
        standby: string<64>;
        waiting: from;
        term: u64;
        end: timer;
    }

    /// Answers when `name` leads: at once, or after the leader before it.
    call campaign(name: string<1..64>) -> (term: u64, renew_within: duration)
            raises taken timeout none {
        if (self->leader.view.len == 0) {
            if (!begin_term(self, ctx, name))
                failf(overloaded, "no memory for the name");
            reply(.term = self->term, .renew_within = self->length);
        }
        if (self->standby.view.len > 0)
            fail(taken, .by = self->standby.view);
        if (!gs_text_set(&self->standby, name))
            failf(overloaded, "no memory for the name");
        self->waiting = caller();
        noreply();
    }

    /// The leader of that term goes on leading.
    call renew(term: u64) -> (left: duration) raises over {
        if (term != self->term || !gs_rearm(ctx, self->end, self->length))
            fail(over);
        reply(.left = self->length);
    }

    /// The leader of that term leads no more.
    cast resign(term: u64) {
        if (term == self->term)
            end_term(self, ctx);
    }

    /// Who leads and who stands by, in this order. Its handler is in members.c.
    call members() -> list<member, 2>;

    info expire() {
        gs_log(ctx, GS_WARNING, "%.*s did not renew term %llu", GS_FMT(self->leader.view),
            (unsigned long long)self->term);
        end_term(self, ctx);
    }
}

system cluster {
    listen "unix:election.sock";
    primary: election();
}
