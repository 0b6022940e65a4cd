/* Brackets, pointers and words around types. */
struct words {
    a: u32[5];
    b: u32[];
    c: []u32;
    d: string[64];
    e: string(64);
    f: char[64];
    g: map[string]u32;
    h: char *;
    i: &box;
    j: ?u32;
    k: optional u32;
    l: repeated u32;
    m: struct box;
    n: struct { o: u32; };
    p: enum color;
    q: secret string<8>;
    r: map<u32>;
    s: list;
}
protocol p {
    call t(how: enum { a, b }, n: u32);
}
