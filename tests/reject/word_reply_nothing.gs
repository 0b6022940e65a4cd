server s {
    call a() { reply(5); }
    call b() { reply_and_stop("done", .n = 1); }
}
