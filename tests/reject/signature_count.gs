protocol bucket {
    call acquire(n: u32, m: u32);
    call release(n: u32);
}

server s implements bucket {
    call acquire(n: u32);
    call release(n: u32, m: u32);
}
