protocol counter { call next() -> u64; }

server s() implements counter {
    response a to counter.next (status: u32, answer: from, ctx: u8) {}
    response b to counter.next (n: u32 = 1) {}
    response c to counter.next (n: u32, n: u32) { reply(1); }
    response c to counter.next () { fail(internal); }
    response next to counter.next () { caller(); }
    info down { reply(); }
    info down {}
    info gone {}
    info gone;
}
