protocol bucket {
    call acquire(n: u32);
    call release(n: u32);
}

server s implements bucket {
    call acquier { reply(); }
    call acquire { reply(); }
    call other;
    call relaese { reply(); }
}
