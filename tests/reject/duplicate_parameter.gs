protocol p {
    call add(n: u32, n: u32);
}
