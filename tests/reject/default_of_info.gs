server counter {
    info tick(n: u32 = 1);
    cast reset();
}
