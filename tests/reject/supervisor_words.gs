server s(n: u32 = 1) {
    call ask() -> u32 { reply(1); }
}

system x {
    strategy one_for_none;
    a: s() max 10;
    supervisor inner {
        listen "unix:inner.sock";
        backoff 5s..1s;
        intensity -1 in 5s;
        a: s();
        strategy one_for_all;
        strategy one_for_all;
        supervisor s2 {
            backoff 0s..1s;
            b: nobody();
        }
    }
    jobs: dynamic s(n = 2) max 0;
    inner: dynamic s;
}
