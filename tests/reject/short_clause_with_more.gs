error full;

protocol bucket {
    call acquire(n: u32);
}

server s implements bucket {
    call acquire raises full;
}
