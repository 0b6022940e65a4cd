error late(by: duration, at: time);

error full;

server s {
    call a() raises late { fail(late, .bye = 5); }
    call b() raises late { fail(late, .by = 5, .at = 6, .by = 7); }
    call c() raises late { fail(late, 5); }
    call d() raises full { fail(full, .by = 5); }
    call e() { fail(denied, .by = 5); }
}
