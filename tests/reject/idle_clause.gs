server s(rest: duration = -1s, other: u32 = 1) {
    info a(n: u32) idle 5s { }
    info b() idle 0s { }
    info c() idle rest { }
    info d() idle other { }
    info e() idle 5 { }
}
