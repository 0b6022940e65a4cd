server s() {
    state {
        names: list<string, 10>?;
    }
}
