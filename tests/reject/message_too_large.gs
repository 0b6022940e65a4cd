protocol p {
    call push(a: list<bytes<1MiB>, 2000>);
    call pull() -> list<bytes<1MiB>, 2000>;
}
