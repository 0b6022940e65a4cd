protocol bucket { call acquire(n: u32) -> u32; }
protocol heard { cast said(text: string<200>, room: u32); }
protocol both { cast told(n: u32 in 1..50); }
server lost_key() {
    call a(n: u32);
}
server got_key() keyed by user: string<20> {
    call a(n: u32);
}
server other_key() keyed by user: string<10> idle 1m implements bucket {
    call acquire existing { reply(n); }
    call b(n: u16);
    call c(n: u32) existing { reply(); }
}
server renamed_key() keyed by client: u32 { call a(); }
server less() {
    call acquire(n: u32) -> u32 { reply(n); }
}
server pushes() notifies heard, both { cast ask(); }
server takes() implements both { cast told { } }
server few() keyed by k: u32 max 10 { call a(); }
server any() keyed by k: u32 max 1 evict { call a(); }
