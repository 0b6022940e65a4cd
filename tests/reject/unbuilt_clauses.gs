protocol p {
    call a();
    call b();
}

server s {
    info signal { }
}
