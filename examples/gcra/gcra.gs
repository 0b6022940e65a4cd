error too_many(retry_after: duration) "too many requests";

/// A limit for each client by the generic cell rate algorithm: on the long run one request an
/// interval, and after a rest as many as `burst` at once. All that it keeps of a client is the
/// instant at which its last request would be due, were it to ask at an even pace.
server gcra(interval: duration in 1us..1h = 100ms, burst: u32 in 1..10_000 = 5,
        rest: duration = 10m) keyed by client: string<1..64> idle rest max 100_000 evict {
    state {
        due: instant;
        refused: u64;
    }

    init {
        if (self->rest < self->interval * self->burst)
            stop("rest is shorter than burst * interval: a client would be forgotten too early");
    }

    /// `n` requests at once; all of them, or none.
    call acquire(n: u32 in 1..10_000 = 1) -> (remaining: u32, full_in: duration) raises too_many {
        gs_instant now = gs_now(ctx);
        gs_duration most = self->interval * self->burst;
        gs_duration ahead = (self->due > now ? self->due - now : 0) + self->interval * n;

        if (n > self->burst)
            failf(bad_request, "%u at once are more than the burst of %u", n, self->burst);
        if (ahead > most) {
            self->refused++;
            fail(too_many, .retry_after = ahead - most);
        }
        self->due = now + ahead;
        reply(.remaining = (uint32_t)((most - ahead) / self->interval), .full_in = ahead);
    }

    call refused() -> u64 existing { reply(self->refused); }
}

system gateway {
    listen "unix:gcra.sock";
    limiter: gcra();
}
