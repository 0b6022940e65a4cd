error unknown "no such job, or it is another one's by now";

struct job {
    body: bytes;
    tries: u32;
    expiry: timer;
}

%{
/* Jobs that are ready go to workers who wait, the oldest to the first. */
static void hand_out(struct queue *self, gs_ctx *ctx)
{
    while (self->ready.len > 0 && self->idle.len > 0) {
        uint64_t id = *queue_ready_at(self, 0);
        gs_from worker = *queue_idle_at(self, 0);
        struct job_held *job = queue_jobs_get(self, id);
        struct queue_take_reply task = { .id = id, .body = job->body.view, .tries = job->tries + 1 };
        gs_timer expiry = queue_expire_after(ctx, self->patience, id);

        if (!expiry.gs_id)
            return;
        queue_idle_remove(self, 0);
        if (queue_take_reply(ctx, worker, &task) != GS_OK) {
            gs_cancel(ctx, expiry);
            continue;
        }
        job->tries++;
        job->expiry = expiry;
        queue_ready_remove(self, 0);
    }
}

/* Ready once more; or too often, and put aside. */
static void give_back(struct queue *self, gs_ctx *ctx, uint64_t id, struct job_held *job)
{
    uint64_t *place = job->tries < self->tries ? queue_ready_push(self) : NULL;

    gs_cancel(ctx, job->expiry);
    if (!place)
        place = queue_dead_push(self);
    if (place)
        *place = id;
    else
        queue_jobs_del(self, id);
    hand_out(self, ctx);
}
%}

/// Jobs for workers. A job is handed to one worker at a time, in the order in which jobs came. Who
/// does not say within `patience` that it is done loses it to the next; what was tried `tries` times
/// in vain is put aside.
server queue(patience: duration in 1ms..1d = 30s, tries: u32 in 1..100 = 3) {
    mailbox 1024 8MiB;
    state {
        jobs: map<u64, job, 100_000>;
        ready: list<u64>;
        dead: list<u64>;
        idle: list<from, 10_000>;
        last: u64;
        done: u64;
    }

    call push(body: bytes<64KiB>) -> (id: u64) {
        struct job_held *job = queue_jobs_put(self, ++self->last, NULL);
        uint64_t *place = job && gs_blob_set(&job->body, body) ? queue_ready_push(self) : NULL;

        if (!place) {
            queue_jobs_del(self, self->last);
            failf(overloaded, "too many jobs");
        }
        *place = self->last;
        hand_out(self, ctx);
        reply(.id = self->last);
    }

    /// Waits until there is one.
    call take() -> (id: u64, tries: u32, body: bytes<64KiB>) timeout none {
        gs_from *place = queue_idle_push(self);

        if (!place)
            failf(overloaded, "too many workers");
        *place = caller();
        hand_out(self, ctx);
        noreply();
    }

    call done(id: u64, tries: u32) raises unknown {
        struct job_held *job = queue_jobs_get(self, id);

        if (!job || job->tries != tries || gs_left(ctx, job->expiry) < 0)
            fail(unknown);
        queue_jobs_del(self, id);
        self->done++;
        reply();
    }

    /// The worker cannot do it: somebody else may try at once.
    call fail(id: u64, tries: u32) raises unknown {
        struct job_held *job = queue_jobs_get(self, id);

        if (!job || job->tries != tries || gs_left(ctx, job->expiry) < 0)
            fail(unknown);
        give_back(self, ctx, id, job);
        reply();
    }

    call stats() -> (ready: u32, taken: u32, dead: u32, idle: u32, done: u64) {
        reply(.ready = self->ready.len, .dead = self->dead.len, .idle = self->idle.len, .done = self->done,
            .taken = self->jobs.len - self->ready.len - self->dead.len);
    }

    info expire(id: u64) {
        struct job_held *job = queue_jobs_get(self, id);

        if (job)
            give_back(self, ctx, id, job);
    }

    /// A worker who waited has hung up.
    info gone {
        for (uint32_t i = 0; i < self->idle.len; i++) {
            if (queue_idle_at(self, i)->gs_id == who.gs_id) {
                queue_idle_remove(self, i);
                return;
            }
        }
    }
}

system work {
    listen "unix:queue.sock" within 128KiB;
    queue: queue();
}
