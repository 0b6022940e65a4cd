error taken(name: string<1..32>) "somebody has that name";

/// What members hear.
protocol heard {
    cast joined(name: string<1..32>);
    cast left(name: string<1..32>);
    cast said(by: string<1..32>, text: string<1..500>);
}

protocol talk {
    /// Whoever joins hears the others; again, under a new name.
    call join(name: string<1..32>) -> (members: u32) raises taken;
    call say(text: string<1..500>) -> (heard: u32);
}

struct member {
    who: ref;
    name: string;
}

%{
static struct member_held *find(struct room *self, gs_ref who)
{
    for (uint32_t i = 0; i < self->members.len; i++)
        if (gs_same(room_members_at(self, i)->who, who))
            return room_members_at(self, i);
    return NULL;
}
%}

/// One room. The others hear of it when a member hangs up.
server room(limit: u32 = 1000) implements talk notifies heard {
    state {
        members: list<member, 1000>;
    }

    call join {
        struct member_held *m = find(self, gs_peer(ctx));

        for (uint32_t i = 0; i < self->members.len; i++)
            if (gs_equal(room_members_at(self, i)->name.view, name))
                fail(taken, .name = name);
        if (!m && self->members.len < self->limit)
            m = room_members_push(self);
        if (!m || !gs_text_set(&m->name, name))
            fail(overloaded);
        if (!gs_same(m->who, gs_peer(ctx))) {
            m->who = gs_peer(ctx);
            (void)gs_monitor(ctx, m->who);
        }
        for (uint32_t i = 0; i < self->members.len; i++)
            if (room_members_at(self, i) != m)
                heard_joined_cast(ctx, room_members_at(self, i)->who, name, NULL);
        reply(.members = self->members.len);
    }

    call say {
        const struct member_held *by = find(self, gs_peer(ctx));
        uint32_t count = 0;

        if (!by)
            failf(denied, "join first");
        for (uint32_t i = 0; i < self->members.len; i++)
            count += heard_said_cast(ctx, room_members_at(self, i)->who, by->name.view, text,
                         NULL) == GS_OK;
        reply(.heard = count);
    }

    info down {
        const struct member_held *m = find(self, who);
        gs_str name = m ? gs_printf(ctx, "%.*s", GS_FMT(m->name.view)) : GS_STR("");

        for (uint32_t i = self->members.len; m && i-- > 0;)
            if (gs_same(room_members_at(self, i)->who, who))
                room_members_remove(self, i);
        for (uint32_t i = 0; m && i < self->members.len; i++)
            heard_left_cast(ctx, room_members_at(self, i)->who, name, NULL);
        (void)reason;
    }
}

system chat {
    listen "unix:chat.sock";
    lobby: room();
}
