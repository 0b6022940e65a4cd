struct point { x: i32; y: i32; }
server s(names: list<string<8>, 4>, ages: list<u8, 4>) {
    state {
        a: list<u32> = 5;
        b: map<u32, u32> = 5;
        c: extern "int" = 5;
        d: point = 5;
        e: list<string<8>, 3> = names;
        f: list<string> = ages;
        good: list<string> = names;
    }
}
