server s {
    call a() { fail("no"); }
    call b() { failf(); }
    call c() { fail(error_x + 1); }
}
