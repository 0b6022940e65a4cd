protocol p {
    cast go();
    call ask() -> u32;
}

protocol q {
    cast come();
}

server s notifies q, p, q, r, s {
    cast go() {}
}
