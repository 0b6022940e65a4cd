error missing "no such key, or its time is over";

struct entry {
    value: bytes<4KiB>;
    expiry: timer;
}

/// Values by key, each with a time to live. When it is full, the one used longest ago leaves.
server cache(size: u32 in 1..1_000_000 = 10_000) {
    state {
        entries: map<string<100>, entry>;
        hits: u64;
        misses: u64;
        evicted: u64;
    }

    /// `ttl` none: it stays until it is deleted or leaves.
    call set(key: string<1..100>, value: bytes<4KiB>, ttl: duration? in 1ms..365d = none) {
        struct entry_held *entry = cache_entries_touch(self, key);
        gs_str oldest;

        if (!entry && self->entries.len >= self->size && cache_entries_first(self, &oldest, NULL)) {
            cache_entries_del(self, oldest);
            self->evicted++;
        }
        if (!entry)
            entry = cache_entries_put(self, key, NULL);
        if (!entry || !gs_blob_set(&entry->value, value)) {
            cache_entries_del(self, key);
            failf(overloaded, "no memory");
        }
        gs_cancel(ctx, entry->expiry);
        if (ttl.has)
            entry->expiry = cache_expire_after(ctx, ttl.value, key);
        reply();
    }

    call get(key: string<1..100>) -> bytes<4KiB> raises missing {
        struct entry_held *entry = cache_entries_touch(self, key);

        if (!entry) {
            self->misses++;
            fail(missing);
        }
        self->hits++;
        reply(entry->value.view);
    }

    call del(key: string<1..100>) -> bool { reply(cache_entries_del(self, key)); }

    call stats() -> (entries: u32, hits: u64, misses: u64, evicted: u64) {
        reply(.entries = self->entries.len, .hits = self->hits, .misses = self->misses,
            .evicted = self->evicted);
    }

    /// The timer goes with its entry: it never meets a younger one of the same key.
    info expire(key: string<100>) { cache_entries_del(self, key); }
}

system caching {
    listen "unix:cache.sock";
    cache: cache(size = 3);
}
