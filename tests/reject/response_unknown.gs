protocol counter {
    call next() -> u64;
    cast reset();
}

server s() {
    response a to countre.next () {}
    response b to counter.nxet () {}
    response c to counter.reset () {}
    response d to s.go () {}
    response e to s.none () {}
    call go() { reply(); }
}
