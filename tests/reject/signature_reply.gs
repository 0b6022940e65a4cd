protocol bucket {
    call a() -> (left: u32);
    call b() -> (left: u32);
    call c() -> u32;
    call d();
}

server s implements bucket {
    call a() -> (left: u64);
    call b() -> u32;
    call c();
    call d() -> u32;
}
