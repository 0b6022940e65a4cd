server s {
    call a() -> (remaining: u32, ok: bool) { reply(.remainign = 5, .ok = true); }
    call b() -> (remaining: u32, ok: bool) { reply(.ok = f(1, 2), .ok = true); }
    call c() -> u32 { reply(.val = 3); }
    call d() -> (n: u32) { reply_and_stop("done", .m = 1); }
}
