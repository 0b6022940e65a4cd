server s {
    info tick(n: u32) every 1s { }
}
