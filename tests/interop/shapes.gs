// Every type that crosses the wire, sent to and fro by foreign clients.

enum color { red, green = 5, blue }

struct point {
    x: i32;
    y: f64;
    shade: color = green;
}

union figure {
    circle: f64 in 0.0..100.0;
    corner: point;
    names: list<string<8>, 3>;
    nothing;
}

error no_such(what: figure) "no such figure";
error short_of(need: u32, have: u32) "not enough";

protocol shapes {
    call scalars(b: bool, n: i64, u: u64, f: f32, d: f64, wait: duration, at: time) -> (b: bool, n: i64, u: u64, f: f32, d: f64, wait: duration, at: time);
    call texts(s: string<64>, raw: bytes<64>, color: color) -> (s: string<64>, raw: bytes<64>, color: color);
    call nested(one: point, many: list<point, 8>, names: list<string<16>, 4>, maybe: u32?) -> (one: point, many: list<point, 8>, names: list<string<16>, 4>, maybe: u32?);
    call draw(figure: figure, more: list<figure, 4>, maybe: figure?) -> (figure: figure, more: list<figure, 4>, maybe: figure?) raises no_such;
    call first(figure: figure) -> figure;
    call value(n: u8 in 1..10 = 3) -> u32;
    call nothing();
    call take(n: u32) -> (left: u32) raises short_of;
    cast add(n: u32);
    call show(figure: figure);
}

protocol heard {
    cast seen(figure: figure);
}

server mirror() implements shapes notifies heard {
    state { have: u32; }

    call scalars { reply(.b = b, .n = n, .u = u, .f = f, .d = d, .wait = wait, .at = at); }
    call texts { reply(.s = s, .raw = raw, .color = color); }
    call nested { reply(.one = *one, .many = many, .names = names, .maybe = maybe); }
    call draw {
        if (figure->tag == FIGURE_NOTHING)
            fail(no_such, .what = *figure);
        reply(.figure = *figure, .more = more, .maybe = maybe);
    }
    call first { reply(*figure); }
    call value { reply((uint32_t)n * 1000); }
    call nothing { reply(); }
    call take {
        if (n > self->have)
            fail(short_of, .need = n, .have = self->have);
        self->have -= n;
        reply(.left = self->have);
    }
    cast add { self->have += n; }
    call show {
        heard_seen_cast(ctx, gs_peer(ctx), figure, NULL);
        reply();
    }
}

system interop {
    listen "unix:shapes.sock";
    mirror: mirror();
}
