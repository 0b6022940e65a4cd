protocol bucket {
    call acquire(n: u32 in 1..1000 = 1) -> (left: u32);
}

server s implements bucket {
    call acquire(n: u32 in 1..100 = 1) -> (left: u32);
}
