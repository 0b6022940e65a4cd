/* State that owns memory is changed by functions, parameters not at all. */
struct note { text: string<100>; reads: u32; }
struct point { x: i32; }
server notes(limit: u32 = 5) keyed by user: string<20> {
    state {
        name: string;
        raw: bytes;
        recent: list<u64>;
        seen: map<u64, u32>;
        last: note;
        at: point;
        count: u64;
        maybe: u32?;
    }
    cast rename(name: string<20>, raw: bytes<20>, last: note) {
        self->name = name;
        self->name.view = name;
        self->raw = raw;
        self->recent = (struct notes_recent){ 0 };
        self->seen = self->seen;
        self->last = *last;
        self->limit = 6;
        self->user = name;
    }
    call sum(items: list<u32, 4>, pairs: map<u32, u32, 4>) -> u32 {
        reply(items[0] + pairs[0].key + self->recent[0] + self->seen[3]);
    }
    call right(items: list<u32, 4>) -> u32 {
        uint32_t some[4] = { self->count, 2 };
        struct { uint32_t items[2]; } own = { { 1, 2 } };

        reply(items.items[0] + some[1] + own.items[1]);
    }
    cast fine(at: point) {
        self->at = *at;
        self->count = self->name.view.len == 3;
        self->maybe = (struct gs_opt_u32)GS_SOME(1);
        self->last.reads = 5;
    }
}
