server s {
    state { n: u32; }
    state { m: u32; }
    init { }
    init { }
    terminate { }
    terminate { }
    cast go();
}
