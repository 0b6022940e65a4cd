protocol p {
    call login(secret token: string<64>);
}

server s {
    state { secret key: string; }
    cast go();
}
