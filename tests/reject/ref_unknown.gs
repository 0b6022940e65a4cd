struct box { size: u32; }

protocol counter { call next() -> u64; }

server s(a: ref<countre>, b: ref<box>, c: ref<s>, d: ref) {
    state { e: ref<nobody>; }
    call go() { reply(); }
}
