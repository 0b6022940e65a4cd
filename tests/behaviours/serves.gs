/// What everybody may ask.
protocol shelf {
    call count() -> u32;
    cast take(n: u32);
}

protocol office {
    call fill(goods: string<100000>) -> u32;
}

server store() implements shelf, office {
    state { left: u32 = 5; }
    call count { reply(self->left); }
    cast take { self->left -= n; }
    call fill { reply(self->left += goods.len); }
    call own() -> u32 { reply(7); }
}

system selling {
    listen "unix:all.sock";
    listen "tcp:127.0.0.1:0" serves front as store, stock as shelf;
    listen "unix:one.sock" serves stock as shelf;
    front: store();
    stock: store();
    cellar: store();
}
