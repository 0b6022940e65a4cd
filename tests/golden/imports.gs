import "shared.gs";

/// Implements an imported protocol and has clauses of its own with imported types.
server shelf(room: u32 = LIMIT, shade: color = blue) implements store {
    state {
        used: u32;
        last: color = shade;
        newest: entry;
        entries: list<entry>;
        changes: list<change>;
    }

    call put {
        if (entries.len > self->room - self->used)
            fail(full);
        if (at == LIMIT)
            fail(late, .by = GS_S(1), .entry = entries.items[0]);
        self->used += entries.len;
        if (entries.len && !entry_set(&self->newest, &entries.items[0]))
            fail(full);
        reply(.stored = self->used);
    }
    call changes {
        struct change_held *change = shelf_changes_push(self);

        if (!change || !change_set(change, &(struct change){ .tag = CHANGE_CLEARED }))
            fail(overloaded);
        reply(shelf_changes_view(self));
    }
    cast clear { self->last = shade; }
    call last() -> color { reply(self->last); }
    call echo(e: entry, es: list<entry, 2>) -> (e: entry?) raises late {
        struct entry_held *kept = shelf_entries_push(self);

        if (kept && !entry_set(kept, e))
            failf(overloaded, "no memory");
        reply(.e = { true, *entry_view(&self->newest) });
    }
}

/// A clause of an imported protocol, for each key: its own, with the protocol's reply.
server drawers() keyed by who: string<16> implements store {
    call put { reply(.stored = at); }
    call changes { reply({ 0 }); }
    cast clear {}
}

/// Two of them share the tables of that reply.
server boxes() keyed by number: u32 implements store {
    state { used: u32; }

    call put { reply(.stored = ++self->used); }
    call changes { reply({ 0 }); }
    cast clear {}
    call state() -> (used: u32) { reply(.used = self->used); }
}

system shelves { shelf: shelf(room = LIMIT * 2); }
