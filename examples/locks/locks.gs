error held(by: string<64>, left: duration) "somebody holds it";
error over "that lease is over";

/// Who waits for a lock, in the order of asking.
struct waiter {
    who: from;
    owner: string;
    lease: duration;
}

struct lock {
    owner: string;
    token: u64;
    lease: duration;
    expiry: timer;
    waiting: list<waiter, 1000>;
}

%{
/* The next one who still waits has it; without one the lock is no more. */
static void pass_on(struct locks *self, gs_ctx *ctx, gs_str name, struct lock_held *lock)
{
    gs_cancel(ctx, lock->expiry);
    while (lock->waiting.len > 0) {
        struct waiter_held *next = lock_waiting_at(lock, 0);
        struct locks_acquire_reply granted = { .token = self->token + 1, .lease = next->lease };
        gs_timer expiry = locks_expire_after(ctx, next->lease, name);

        locks_asked_del(self, next->who);
        if (!expiry.gs_id || !gs_text_set(&lock->owner, next->owner.view)) {
            locks_acquire_fail(ctx, next->who, error_overloaded);
        } else if (locks_acquire_reply(ctx, next->who, &granted) == GS_OK) {
            lock->token = ++self->token;
            lock->lease = next->lease;
            lock->expiry = expiry;
            lock_waiting_remove(lock, 0);
            return;
        }
        gs_cancel(ctx, expiry);
        lock_waiting_remove(lock, 0);
    }
    locks_locks_del(self, name);
}
%}

/// Named locks, granted in the order of asking, for a lease. Each grant has a token larger than all
/// before it, also those before a restart: what a lock protects refuses whoever comes with a smaller
/// one than it has seen, for that one's lease is over, whether he knows it or not.
server locks(lease: duration in 1ms..1d = 30s) {
    state {
        locks: map<string<64>, lock, 100_000>;
        asked: map<from, string<64>>;
        token: u64;
    }

    /// A life grants less often than once a nanosecond, so the next one begins with larger ones.
    init { self->token = (uint64_t)gs_wall(ctx); }

    /// Answers when `owner` has the lock: at once, or when those before have had it.
    call acquire(name: string<1..64>, owner: string<1..64>, wait: bool = true,
            lease: duration? in 1ms..1d = none) -> (token: u64, lease: duration)
            raises held timeout none {
        gs_duration wanted = lease.has ? lease.value : self->lease;
        bool fresh = false;
        struct lock_held *lock = locks_locks_put(self, name, &fresh);
        struct waiter_held *waiter;
        gs_text *asked;
        gs_from who;

        if (!lock)
            failf(overloaded, "no more locks");
        if (!fresh && !wait)
            fail(held, .by = lock->owner.view, .left = gs_left(ctx, lock->expiry));
        who = caller();
        asked = locks_asked_put(self, who, NULL);
        waiter = asked && gs_text_set(asked, name) ? lock_waiting_push(lock) : NULL;
        if (!waiter || !gs_text_set(&waiter->owner, owner)) {
            locks_asked_del(self, who);
            if (waiter)
                lock_waiting_remove(lock, lock->waiting.len - 1);
            if (fresh)
                locks_locks_del(self, name);
            failf(overloaded, "too many wait");
        }
        waiter->who = who;
        waiter->lease = wanted;
        if (fresh)
            pass_on(self, ctx, name, lock);
        noreply();
    }

    /// The lease begins anew.
    call renew(name: string<1..64>, token: u64) -> (left: duration) raises over {
        struct lock_held *lock = locks_locks_get(self, name);

        if (!lock || lock->token != token || !gs_rearm(ctx, lock->expiry, lock->lease))
            fail(over);
        reply(.left = lock->lease);
    }

    call release(name: string<1..64>, token: u64) raises over {
        struct lock_held *lock = locks_locks_get(self, name);

        if (!lock || lock->token != token)
            fail(over);
        pass_on(self, ctx, name, lock);
        reply();
    }

    call look(name: string<1..64>) -> (owner: string<64>, left: duration, waiting: u32) {
        struct lock_held *lock = locks_locks_get(self, name);

        if (!lock)
            reply(.owner = GS_STR(""));
        reply(.owner = lock->owner.view, .left = gs_left(ctx, lock->expiry), .waiting = lock->waiting.len);
    }

    info expire(name: string<64>) {
        struct lock_held *lock = locks_locks_get(self, name);

        if (!lock)
            return;
        gs_log(ctx, GS_WARNING, "%.*s: the lease of %.*s is over", GS_FMT(name), GS_FMT(lock->owner.view));
        pass_on(self, ctx, name, lock);
    }

    /// Whoever hangs up leaves the queue.
    info gone {
        gs_text *name = locks_asked_get(self, who);
        struct lock_held *lock = name ? locks_locks_get(self, name->view) : NULL;

        for (uint32_t i = 0; lock && i < lock->waiting.len; i++) {
            if (lock_waiting_at(lock, i)->who.gs_id == who.gs_id) {
                lock_waiting_remove(lock, i);
                break;
            }
        }
        locks_asked_del(self, who);
    }
}

system coordination {
    listen "unix:locks.sock";
    locks: locks();
}
