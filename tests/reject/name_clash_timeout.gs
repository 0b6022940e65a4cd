protocol p {
    call add(timeout: u32, n: u32 = 1);
    call sub(n: u32, timeout: u32 = 1);
}
