protocol p {
    call read(errno: i32, NULL: u32);
    cast linux();
    cast wait(INT32_MAX: u32, SIGTERM: u32, stdin: u32);
}
protocol q {
    call open(EAGAIN: i32, EPERM: u8) -> (ENOENT: bool, STDIN_FILENO: u8);
}
struct nullptr_t { a: u8; }
/// What only looks like one.
struct fine { EAST: u8; MAX: u8; major: u8; E1: u8; std: u8; }
