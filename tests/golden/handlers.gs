// Handlers inside and outside, and every function that a server has of its own.

%top{
#define HANDLERS_TOP 1
%}

%{
static uint32_t twice(uint32_t n) { return 2 * n; }
%}

struct place { x: i32; y: i32; }

error busy;
error late(by: duration, reason: string<32> = "no reason") "too late";

protocol desk {
    call ask(question: string<100>, where: place?) -> (answer: string<100>) raises busy, late;
    call knock();
    cast leave(note: string<50>, at: place, reply: u8 = 0);
    cast go();
}

server inside(key: bytes<16>, size: u32, name: string<20> = "desk", wait: duration = 250ms) implements desk {
    state {
        title: string = name;
        motto: string<64> = "work \"hard\"\t";
        note: string;
        seal: bytes = "\x01\x02";
        who: from;
        alarm: timer;
        since: instant;
        asked: u64;
        left: u32 = size;
        half: f64 = 0.5;
        at: place;
        mood: i8 = -1;
        open: bool = true;
        maybe: u32?;
        some: u32? = 3;
    }

    init {
        if (self->size == 0)
            stop("no size");
        self->alarm = inside_wake_after(ctx, self->wait, gs_caller(ctx), self->alarm, gs_now(ctx), 1,
            GS_STR("x"), &self->at);
    }

    call ask {
        if (question.len == 0)
            fail(late, .by = GS_S(1));
        if (self->left == 0)
            fail(busy);
        self->who = caller();
        noreply();
    }

    call knock { if (self->open) reply(); reply_and_stop("closed"); }
    cast leave { if (!gs_text_set(&self->note, note)) return; self->at = *at; (void)reply; }
    cast go { stop("normal"); }

    call own(n: u32 in 1..5 = 1, o: u32 = 2) -> u32 { reply(twice(n) + o + HANDLERS_TOP); }
    call two(o: u32) { (void)o; failf(internal, "no %d", 2); }
    cast shout(text: string<10>) { (void)inside_later_send(ctx); (void)inside_later_next(ctx); }

    info wake(who: from, alarm: timer, since: instant, delay: u32, text: string<8>, at: place) {
        (void)inside_ask_reply(ctx, who, &(struct desk_ask_reply){ .answer = text });
        (void)inside_ask_fail(ctx, self->who, error_late_with(ctx, GS_MS(delay), GS_STR("slept")));
        self->alarm = alarm, self->since = since, self->at = *at;
    }
    info later() { noreply(); }
    info tick() every 1s { self->asked++; }
    info beat() every wait { self->asked--; }

    terminate { gs_log(ctx, GS_INFO, "%.*s", GS_FMT(reason)); }
}

server outside implements desk {
    init;
    call ask;
    call knock;
    cast leave;
    cast go;
    call mine(where: place, reply: u32) -> place;
    info hint(at: place, n: u8);
    info tick() every 5m;
    terminate;
}

server bare {
}

system house {
    listen "unix:house.sock" mode 0660 max 10;
    listen "tcp:127.0.0.1:7070" within 1MiB;
    intensity 5 in 10s;
    front: inside(key = "0123456789abcdef", size = 4) restart transient shutdown 2s;
    back: outside() restart temporary;
    attic: bare();
}
