error exhausted(retry_after: duration) "not enough tokens";

/// What every limiter answers to.
protocol bucket {
    call acquire(n: u32 in 1..1000 = 1) -> (remaining: u32) raises exhausted;
    cast reset();
}

/// A token bucket, refilled at a steady pace.
server rate_limiter(capacity: u32 = 100, refill: u32 = 10, period: duration = 1s) implements bucket {
    state {
        tokens: u32 = capacity;
        refused: u64;
    }

    call acquire {
        if (self->tokens < n) {
            self->refused++;
            fail(exhausted, .retry_after = self->period);
        }
        self->tokens -= n;
        reply(.remaining = self->tokens);
    }

    cast reset { self->tokens = self->capacity; }

    info tick() every period {
        uint32_t room = self->capacity - self->tokens;
        self->tokens += self->refill < room ? self->refill : room;
    }
}

system limits {
    listen "unix:limits.sock";
    limiter: rate_limiter(capacity = 1000);
}
