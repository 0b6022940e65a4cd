server easel {
    drawn: u64 = 0;
    last: u32;
    name: string;

    call draw() { reply(); }
}

call outside() -> u32 { reply(1); }
cast outside_too() { }

const A = ;
