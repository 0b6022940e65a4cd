server counter {
    state { n: u64; }
    call add(by: u32);
    cast add();
}
