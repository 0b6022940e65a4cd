struct entry { key: string<10>; }

server s(e: entry, l: list<u32, 4>, o: string<4>?) {
    state {
        a: list<u32>;
        b: entry;
        c: string?;
    }
    cast go();
}
