error exhausted;

server s {
    call a() raises exhausted { fail(exhuasted); }
    call b() raises exhausted { failf(nothing_like_it, "x"); }
}
