struct row { cells: list<list<u8, 3>, 3>; }
server s(grid: list<list<u8, 3>, 3>) {
    state {
        a: list<list<u32>>;
        b: map<u32, list<u32>>;
        c: list<map<u32, u32>?>;
        d: map<u32, row>;
        good: list<u32>;
    }
    call fine(grid: list<list<u8, 3>, 3>);
}
