protocol counter { call next() -> u64; }

server good() implements counter { call next { reply(1); } }
server other() { cast go() {} }
server user(one: ref<counter>, many: list<ref<counter>, 1..2>, exact: ref<good>, limit: u32 = 1) {
    cast go() {}
}

system all {
    a: good();
    b: other();
    u: user(one = b, many = [a, b], exact = c, limit = a);
    v: user(one = [a], many = a, exact = a);
    w: user(one = 3, many = [], exact = b);
    x: user(one = aa, many = [a, a, a], exact = u);
    y: user(one = a);
}
