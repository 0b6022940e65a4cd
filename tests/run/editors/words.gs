import "other.gs";
const MAX: u32 = 0x1f; // a comment
type percent = u8 in 0..100;
/// What is stored.
struct entry { time: time = none; text: string<64> = "a\tb"; list: list<u32, 4>; }
protocol p { call get(key: string<8>) -> (value: u64?) raises late timeout 5s; cast put(n: u32); }
%{
static int twice(int n) { return 2 * n; } /* in C */
%}
server s(size: u32 = 10) keyed by user: string<8> idle 10m implements p {
    mailbox 100 64KiB overflow drop_oldest;
    state { from: from; hits: map<u32, u32>; }
    init { self->hits_of = "call x() {"; }
    call get {
        if (self->size) { while (0) { } fail(late, .by = 5); }
        reply(.value = twice(1)); // back
    }
    cast put { }
    info tick() every 1s { (void)ctx; }
    call after_it() -> bool existing;
}
system sys {
    listen "unix:a.sock" mode 0600 serves one;
    strategy rest_for_one;
    one: s(size = 2.5e-3) restart transient;
}
server t() {
    info down { }
    info gone(x: u8) { }
}
