// The rate limiter of the examples with a bucket that no benchmark empties.
error exhausted(retry_after: duration) "not enough tokens";

protocol bucket {
    call acquire(n: u32 in 1..1000 = 1) -> (remaining: u32) raises exhausted;
}

server rate_limiter(capacity: u32 = 100, refill: u32 = 10, period: duration = 1s) implements bucket {
    state { tokens: u32 = capacity; }

    call acquire {
        if (self->tokens < n)
            fail(exhausted, .retry_after = self->period);
        self->tokens -= n;
        reply(.remaining = self->tokens);
    }

    info tick() every period {
        uint32_t room = self->capacity - self->tokens;
        self->tokens += self->refill < room ? self->refill : room;
    }
}

system limits {
    listen "unix:gs.sock";
    limiter: rate_limiter(capacity = 4_000_000_000, refill = 1_000_000_000);
}
