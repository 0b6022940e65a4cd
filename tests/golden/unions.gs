// Unions: in every place where they can stand, with members of every kind.

enum tint {
    red,
    green = 5,
}

type ratio = f32 in 0.0..1.0;

struct box {
    width: f64;
    height: f64 = 1.0;
}

/// What is drawn.
union shape {
    circle: f64 in 0.5..100.0;
    /// By its corner and its sides.
    box: box;
    nothing;
    dots: list<box, 3>;
    maybe: u8?;
    label: string<1..10>;
    hue: tint;
    grey: ratio;
    within: spot;
    weights: map<u8, ratio, 4>;
}

/// One in the other; owns nothing.
union spot {
    /// The middle of all.
    origin;
    at: time;
    n: i16 in -500..500;
}

union only {
    one;
}

/// Larger than what room is made for at once.
union large {
    data: bytes<70000>;
    id: u64;
    small: shape;
    ids: list<u64, 10000>;
    none_of_these;
}

struct frame {
    shape: piece;
    spare: piece?;
    more: list<piece, 2>;
    corner: spot;
}

/// In messages and in state.
union piece {
    text: string<20>;
    boxes: list<box, 3>;
    frame_number: u32;
    blank;
}

/// In state alone.
union job {
    idle;
    rings: timer;
    who: from;
    log: string;
    steps: list<string>;
    by_name: map<string, u32>;
    bell: bell;
    handle: extern "void *" drop forget;
}

struct bell {
    after: instant;
    text: string = "begun";
}

union lease {
    free;
    held: timer;
}

error odd(what: shape, where_at: spot?) "an odd shape";

%{ static void forget(void *handle) { (void)handle; } %}

protocol canvas {
    call draw(shape: shape, all: list<shape, 4>, one: only) -> shape raises odd;
    call find(at: spot, or_at: spot?, by: map<string<4>, shape, 3>) -> (found: shape?,
            corner: spot);
    call store(what: large) -> large;
    cast told(at: spot, more: frame);
    cast chosen(one: only);
}

server easel(first: piece, corner: spot) implements canvas {
    state {
        last: piece = first;
        at: spot = corner;
        job: job;
        lease: lease;
        jobs: map<u64, job>;
        piece: list<piece, 10>;
        spare: piece?;
        frame: frame;
    }
    call draw;
    call find { reply(.corner = *at, .found = GS_NONE); }
    call store { reply(*what); }
    cast told {
        self->at = *at;
        frame_set(&self->frame, more);
        piece_set(&self->last, &more->shape);
    }
    cast chosen { gs_log(ctx, GS_INFO, "%d", one->tag); }
    info later(shape: shape, lease: lease) { gs_log(ctx, GS_INFO, "%d %d", shape->tag, lease->tag); }
    call keep(piece: piece) -> list<piece, 10> {
        struct piece_held *held = easel_piece_push(self);

        if (!held || !piece_set(held, piece) || !job_become(ctx, &self->job, JOB_STEPS))
            fail(overloaded);
        job_steps_push(&self->job);
        reply(easel_piece_view(self));
    }
}
