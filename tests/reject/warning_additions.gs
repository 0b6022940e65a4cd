/* What a spec may gain without breaking anybody. */
enum color { red, green }
error full(by: u32, at: time = 0);
error empty;
struct entry { a: u32; b: string<10> = ""; c: bool?; }
protocol store {
    call get(key: string<128>, fresh: bool = false) -> (value: u64, age: duration = 0s) raises full;
    call put(e: entry, n: u32 in 1..100, c: color);
    call drop(key: string<64>) raises empty;
}
protocol heard { cast said(text: string<100>, room: u32 = 0); cast joined(); }
server shop(size: u32 = 5, depth: u32 = 1) keyed by user: string<30>
        implements store notifies heard {
    state { count: u64; more: u64; }
    call get;
    call put;
    call drop;
    info tick() every 1s;
}
server other() {
}
system all {
    listen "unix:a.sock" serves shop, other mode 0660 max 100 within 1MiB;
    listen "unix:b.sock";
    shop: shop();
    other: other();
}
