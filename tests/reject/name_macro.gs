protocol p {
    call read(errno: i32, NULL: u32);
    cast linux();
    cast wait(INT32_MAX: u32, SIGTERM: u32, stdin: u32);
}
