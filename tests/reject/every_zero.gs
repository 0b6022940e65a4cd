server s(period: duration = 0s, other: u32 = 1, none_yet: duration in -5s..0s = 0s) {
    info a() every 0s { }
    info b() every period { }
    info c() every other { }
    info d() every 5 { }
    info e() every -1s { }
    info f() every none_yet { }
}
