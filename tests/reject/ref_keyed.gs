protocol bucket {
    call acquire(n: u32) -> u32;
}

server per_user keyed by user: string<64> implements bucket {
    call acquire { reply(n); }
}

server front(one: ref<bucket>, line: ref<per_user>) {
    cast go() { }
}

system shop {
    users: per_user();
    front: front(one = users, line = users);
}
