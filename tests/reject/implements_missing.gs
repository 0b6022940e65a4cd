protocol bucket {
    call acquire(n: u32);
    call release(n: u32);
    cast reset();
}

server s implements bucket {
    cast reset;
}
