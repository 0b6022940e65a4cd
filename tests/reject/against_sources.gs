enum mood { calm, glad }
struct mark { when: time; kind: mood; }
server notes() {
    state {
        mark: mark;
        count: u32;
        last: u32;
        more: u64;
    }
    call add(text: string<100>);
    info tick(n: u64);
    info same(n: u32);
}
server inside() {
    cast a() { }
    info tick(n: u32) { }
}
