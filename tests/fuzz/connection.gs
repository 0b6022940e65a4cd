/* SPDX-License-Identifier: MIT */
// What a connection can lead to, in one small system.
const LIMIT = 64;

enum color { red, green = 5, blue }

struct point {
    x: i32 in -100..100;
    y: i32 = 7;
}

union shape {
    circle: f64;
    at: point;
    nothing;
}

error off(left: u32, why: string<20>) "it is off";
error worn;

protocol heard {
    cast said(text: string<100>, n: u32 = 0);
}

protocol far {
    call get(n: u32) -> (n: u32, name: string<20>) raises off timeout 50ms;
    cast put(name: string<20>, values: list<i16, 4>);
}

server echo() implements far notifies heard {
    state {
        last: string;
        waiting: from;
        peer: ref;
        secret key: string;
    }

    call every(a: bool, b: u8, c: i16, d: u32, e: i64, f: f32, g: f64, h: string<1..40>,
            i: bytes<40>, j: duration = 1s, k: time = 0, l: u32? = none, m: color = green)
            -> (a: bool, d: u32, h: string<40>, i: bytes<40>, l: u32?, m: color, f: f32) {
        reply(.a = a, .d = d, .h = h, .i = i, .l = l, .m = m, .f = f);
    }
    call deep(shapes: list<shape, 8>, names: map<string<10>, point, 8>) -> list<shape, 8> {
        reply(shapes);
    }
    call text(secret token: string<2000>) -> (size: u32) within 1KiB {
        (void)gs_text_set(&self->key, token);
        reply(.size = token.len);
    }
    call hold(n: u32) -> u32 {
        self->waiting = caller();
        self->peer = gs_peer(ctx);
        if (n < LIMIT)
            echo_wake_after(ctx, GS_US(n), n);
        noreply();
    }
    info wake(n: u32) { echo_hold_reply(ctx, self->waiting, &(struct echo_hold_reply){ n }); }
    info gone { self->waiting = (gs_from){ 0 }; }
    cast tell(text: string<100>) {
        heard_said_cast(ctx, self->peer.gs_place ? self->peer : gs_peer(ctx), text, NULL);
    }
    call get {
        if (n % 3 == 0)
            fail(off, .left = n, .why = GS_STR("third"));
        reply(.n = n, .name = self->last.view);
    }
    cast put {
        (void)values;
        (void)gs_text_set(&self->last, name);
    }
    call end(how: u8) -> u32 raises worn {
        if (how == 0)
            stop("asked to");
        if (how == 1)
            fail(worn);
        if (how == 2)
            reply_and_stop("normal", 7);
        if (how == 3)
            failf(overloaded, "%u", how);
        noreply();
    }
}

server keyed(room: u32 = 3) keyed by name: string<1..8> idle 20ms max 4 evict {
    mailbox room 1KiB overflow drop_oldest;
    state {
        n: u32;
        seen: map<u64, point, 16>;
    }
    call add(n: u32) -> u32 {
        struct point *at = keyed_seen_put(self, n, NULL);

        if (at)
            at->x = (int32_t)(n % 100);
        reply(self->n += n);
    }
    cast drop(n: u64) existing { keyed_seen_del(self, n); }
    call stop(how: string<10>) existing { stop(gs_printf(ctx, "%.*s", GS_FMT(how)).data); }
}

server slow() {
    mailbox 2 256 overflow reject;
    state {
        n: u32;
        held: from;
    }
    call wait(n: u32) -> u32 {
        if (self->held.gs_id)
            slow_wait_reply(ctx, self->held, &(struct slow_wait_reply){ n });
        self->held = caller();
        noreply();
    }
    cast add(n: u32) { self->n += n; }
    info tick() every 200ms { self->n++; }
    info rest() idle 3ms { self->n = 0; }
}

server asker(to: ref<far>, near: ref<far>) {
    state {
        lost: u32;
    }
    init { gs_monitor(ctx, self->to); gs_monitor(ctx, self->near); }
    call ask(n: u32, here: bool = false) -> (n: u32, name: string<20>) raises off {
        if (asker_got_request(ctx, here ? self->near : self->to, n, NULL, caller()) != GS_OK)
            failf(internal, "not sent");
        noreply();
    }
    response got to far.get(back: from) {
        const struct error_off *off = error_off_of(ctx);

        if (status == GS_OK)
            asker_ask_reply(ctx, back, &(struct asker_ask_reply){ answer->n, answer->name });
        else if (off)
            asker_ask_fail(ctx, back, error_off_with(ctx, off->left, off->why));
        else
            asker_ask_fail(ctx, back, GS_FULL);
    }
    cast pass(name: string<20>, values: list<i16, 4>) {
        far_put_cast(ctx, self->to, name, values, NULL);
        far_put_cast(ctx, self->near, name, values, NULL);
    }
    info down { self->lost++; gs_monitor(ctx, who); }
}

system fuzzed {
    listen "unix:all.sock" max 8;
    listen "tcp:127.0.0.1:7070" serves echo as far, slow within 2KiB;
    intensity 1_000_000 in 1s;
    echo: echo();
    keyed: keyed();
    asker: asker(to = away, near = echo);
    slow: slow();
    away: remote far "tcp:10.0.0.9:1" "echo";
}
