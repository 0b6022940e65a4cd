/// What everybody may ask.
protocol shelf {
    call count() -> u32;
    cast take(n: u32);
}

protocol office {
    call fill(goods: string<100000>) -> u32;
}

protocol sold {
    cast out(n: u32);
}

server store() implements shelf, office {
    state { left: u32 = 5; }
    call count { reply(self->left); }
    cast take { self->left -= n; }
    call fill { reply(self->left += goods.len); }
    call own() -> u32 { reply(7); }
}

/// What nobody is told who only sees a shelf.
server ledger(title: string<20> = "hidden", rest: duration = 1h) keyed by id: u32 idle rest max 7
        implements office, shelf notifies sold {
    state { left: u32 = 5; }
    call count { reply(self->left + self->id); }
    cast take existing { self->left -= n; }
    call fill { reply(self->left += goods.len); }
    call own() -> u32 { reply(7); }
}

system selling {
    listen "unix:all.sock";
    listen "tcp:127.0.0.1:0" serves front as store, stock as shelf;
    listen "unix:one.sock" serves stock as shelf;
    listen "unix:keyed.sock" serves book as shelf, stock as shelf, other as shelf, all as ledger;
    front: store();
    stock: store();
    cellar: store();
    book: ledger();
    other: ledger();
    all: ledger();
}
