// Servers that have more to do than there is time for, each in its own way, and one that is asked
// meanwhile. It sees how far the busy one had come when its turn came.

protocol watched {
    cast look(done: u32);
}

server quick() implements watched {
    state {
        looked: u32;
        told: u32;
    }

    cast look {
        self->looked = done;
        self->told++;
    }

    call seen() -> (looked: u32, told: u32) { reply(.looked = self->looked, .told = self->told); }
}

server busy(quick: ref<watched>) {
    state {
        done: u32;
        wanted: u32;
    }

    /// So many timers for one instant.
    cast crowd(n: u32) {
        self->done = 0;
        for (uint32_t i = 0; i < n; i++)
            busy_due_after(ctx, GS_S(1));
    }

    info due() {
        if (self->done++ == 0)
            busy_ask_send(ctx);
    }

    /// One timer after the other, without a delay.
    cast chain(n: u32) {
        self->done = 0;
        self->wanted = n;
        busy_step_after(ctx, 0);
    }

    info step() {
        if (self->done++ == 0)
            busy_ask_send(ctx);
        if (self->done < self->wanted)
            busy_step_after(ctx, 0);
    }

    /// One message to itself after the other.
    cast talk(n: u32) {
        self->done = 0;
        self->wanted = n;
        busy_word_send(ctx);
    }

    info word() {
        if (self->done++ == 0)
            busy_ask_send(ctx);
        if (self->done < self->wanted)
            busy_word_send(ctx);
    }

    /// What was done when this was handled says how much another server had to wait for.
    info ask() { watched_look_cast(ctx, self->quick, self->done, NULL); }
    call count() -> u32 { reply(self->done); }
}

system fair {
    listen "unix:fair.sock";
    quick: quick();
    busy: busy(quick = quick);
}
