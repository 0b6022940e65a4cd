server s(rest: duration = 0s, many: u32 = 0, id: u8 = 1) keyed by id: u32 idle rest max many {
    cast go();
}

server t keyed by name: f64 idle 0s max 0 {
    cast go();
}

server u keyed by name: string<8> {
    state { name: u32; }
    call ask(name: u32) -> u32 existing { reply(name); }
}

server v keyed by name: string {
    cast go();
}

server w(rest: u32 = 1) keyed by name: u8 idle rest {
    cast go();
}
