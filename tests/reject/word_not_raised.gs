error exhausted;

error late;

protocol p {
    call a() raises late;
}

server s implements p {
    call a { fail(exhausted); }
    call b() { if (self) fail(denied); failf(exhausted, "x"); }
}
