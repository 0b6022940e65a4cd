/* SPDX-License-Identifier: MIT */
// Servers that are told secrets, in every place that may have one.

import "secret_tale.gs";

error wrong(secret guess: string<64>) "that is not it";

enum level { low, high }

struct login {
    secret token: string<64>;
    pin: u64;
    secret level: level = low;
}

union way {
    none_yet;
    code: string<64>;
    secret finger: bytes<64>;
}

struct card {
    number: string<64>;
    holders: list<string<64>, 4>;
}

/// For state alone: it has a timer.
struct grant {
    secret pin: u64;
    seen: list<u64>;
    leave: timer;
}

protocol opener {
    call open(secret token: string<4000>, n: u32 = 0) -> (secret token: string<4000>, n: u32)
            raises wrong;
    cast hear(login: login);
}

server vault(secret master: string<64> = "", secret pin: u64 in 0..9_000_000_000_000_000_000 = 0)
        implements opener {
    state {
        secret note: string;
        secret hint: string?;
        secret all: list<string>;
        secret card: card;
        last: login;
        logins: list<login>;
        secret grants: map<string, grant>;
        copy: string = master;
        way: way;
        secret tale: tale;
        secret ways: list<way>;
        count: u32;
    }

    call open {
        if (token.len < 3)
            fail(wrong, .guess = token);
        gs_text_set(&self->note, token);
        gs_text_set(&self->note, GS_STR("short"));
        gs_text_set(&self->note, token);
        if (gs_text_set(&self->hint.value, token))
            self->hint.has = true;
        gs_text *held = vault_all_push(self);
        if (held)
            gs_text_set(held, token);
        if (self->all.len > 5)
            vault_all_remove(self, n ? 0 : self->all.len - 1);
        reply(.token = gs_printf(ctx, "%.*s", GS_FMT(token)), .n = self->all.len);
    }
    cast hear {
        login_set(&self->last, login);
        struct login_held *held = vault_logins_push(self);
        if (held)
            login_set(held, login);
        if (self->logins.len > 5)
            vault_logins_remove(self, self->count++ % 2 ? 0 : 4);
    }
    call grant(secret name: string<64>, secret pin: u64) -> u32 {
        struct grant_held *grant = vault_grants_put(self, name, NULL);

        if (grant) {
            grant->pin = pin;
            grant->leave = vault_forget_after(ctx, GS_S(60), name, pin);
            vault_forget_send(ctx, GS_STR("nobody s3cr3t-"), pin);
        }
        reply(self->grants.len);
    }
    call pay(secret card: card, secret times: u32 in 1..9 = 1) -> u32 {
        for (uint32_t i = 0; i < times; i++)
            card_set(&self->card, card);
        reply(self->card.holders.len);
    }
    cast hush(tale: tale) { tale_set(&self->tale, tale); }
    call choose(secret way: way) -> u32 {
        struct way_held *held = vault_ways_push(self);

        if (held && way_set(held, way) && way_set(&self->way, way) && self->ways.len % 3 == 0) {
            way_become(ctx, vault_ways_at(self, 1), WAY_CODE);
            way_set(vault_ways_at(self, 0), way);
            gs_text_set(&vault_ways_at(self, 1)->as.code, GS_STR("s3cr3t-written here"));
        }
        reply(self->ways.len);
    }
    info forget(secret name: string<64>, secret pin: u64) {
        if (pin)
            vault_grants_del(self, name);
    }
    call crash() { stop("asked to"); }
}

/// Asks the vault, and keeps the context of that.
server front(vault: ref<opener>) {
    call open(secret token: string<4000>) -> (secret token: string<4000>) raises wrong {
        if (front_opened_request(ctx, self->vault, token, NULL, caller(), token) != GS_OK)
            failf(overloaded, "not asked");
        noreply();
    }
    response opened to opener.open(who: from, secret token: string) {
        const struct error_wrong *wrong = error_wrong_of(ctx);

        if (status == GS_OK)
            front_open_reply(ctx, who, &(struct front_open_reply){ answer->token });
        else
            front_open_fail(ctx, who, wrong ? error_wrong_with(ctx, wrong->guess) : status);
    }
    call hire(secret token: string<64>) -> u32 {
        gs_ref ref;

        reply((uint32_t)-clerk_start(ctx, "clerks", token, &ref));
    }
    call tell() {
        struct login login = { GS_STR("s3cr3t-told"), 7, LEVEL_HIGH };

        opener_hear_cast(ctx, self->vault, &login, NULL);
        reply();
    }
}

server clerk(secret token: string<64>) {
    init {
        if (self->token.view.len < 3)
            stop("no token");
    }
    call token() -> string<64> { reply(self->token.view); }
}

/// One instance for each token.
server sessions() keyed by secret token: string<64> idle 1m {
    state {
        count: u32;
    }

    call use(n: u32 in 0..10 = 1) -> u32 { reply(self->count += n); }
}

/// Has no secret: what it is told stays where it was.
server open_book() {
    state {
        note: string;
    }

    call open(token: string<4000>) -> string<4000> {
        gs_text_set(&self->note, token);
        reply(token);
    }
}

system safe {
    listen "unix:safe.sock";
    vault: vault();
    front: front(vault = vault);
    bard: bard();
    far_front: front(vault = away);
    away: remote opener "unix:safe.sock" "vault";
    clerks: dynamic clerk max 100 restart temporary;
    sessions: sessions();
    book: open_book();
}
