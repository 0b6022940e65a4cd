struct reading {
    values: list<u64, 5;
    name: string<5
    unit: string<2;
}

server probe(peers: list<ref<probe>, 4) {
    state {
        by_name: map<string, u32;
        last: ref<probe;
    }
    call add(reading: list<u64, 5, at: u64 = 0) -> list<u8, 3 {
        reply();
    }
    call named(names: map<u32, string<5>, n: u32) -> string<8 raises full;
    call right(values: list<u64, max=4>);
}

error full;
