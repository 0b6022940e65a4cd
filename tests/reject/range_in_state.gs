server counter {
    state { n: u32 in 0..10; }
    cast add();
}
