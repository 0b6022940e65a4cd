// Requests between servers, references, monitors, and who hung up.

error short_of(left: u32) "not enough";

struct place { shelf: u16; bin: u16; }

protocol store {
    call take(item: string<16>, at: place, n: u32 in 1..9 = 1) -> (left: u32) raises short_of timeout 2s;
    call ping();
    cast note(text: string<8>);
}

server shelf(next: ref<shelf>) implements store {
    call take { reply(.left = n); }
    call ping { reply(); }
    cast note {}
    call own(to: u8, options: u8 = 1) -> u8 { reply(to); }
}

server till(first: ref<store>, rest: list<ref<store>, 4>, any: ref) {
    state {
        last: ref<shelf>;
        peer: ref;
        all: map<ref, u32>;
        who: from;
    }

    /// What was taken.
    response taken to store.take (item: string, n: u32, to: ref<store>, what: place, since: instant) {
        (void)answer;
        if (status == error_short_of)
            stop(gs_error_text(ctx));
    }
    response pinged to store.ping () { noreply(); }
    response owned to shelf.own (to: u32, options: from?, context: bool, o: u8, msg: u8);
    info later(to: ref<store>, who: from) {
        const struct place at = { 1, 2 };

        till_taken_request(ctx, to, GS_STR("x"), &at, NULL, GS_STR("y"), 1, to, &at, gs_now(ctx));
        till_pinged_request(ctx, till_rest_at(self, 0) ? *till_rest_at(self, 0) : to, NULL);
    }
    info down { self->peer = who; }
    info gone;
    terminate {}
}

system all {
    a: till(first = c, rest = [c, b], any = a);
    b: shelf(next = c);
    c: shelf(next = b);
    d: till(first = b, rest = [], any = b);
}
