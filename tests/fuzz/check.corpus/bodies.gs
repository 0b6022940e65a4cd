error late(by: duration, count: u32);
struct point { x: i32; y: i32; }
server s {
  state { n: u32; }
  call a(reply: u32, stop: bool) -> (p: point, n: u32) raises late {
    /* reply(.no = 1) */ const char *t = "fail(nothing)"; // fail(no)
    char c = '\''; (void)c, (void)t, (void)reply;
    if (stop) fail(late, .by = GS_S(1), .count = f(1, (struct x){ 2, 3 }));
    if (self->n) failf(late, "so %d", 5);
    self->fail(x); y.reply(1, 2); z . caller();
    if (n) failf(denied, "no");
    reply(.p.x = 1, .p.y = 2, .n = ((3)));
  }
  call b() { gs_from w = caller(); keep(w); noreply(); }
  call c() -> u32 { reply_and_stop("a, b", 5); }
  call d() { return helper(self, ctx); }
  call e() { stop("why"); }
  cast f() { if (self->n) noreply(); stop("so"); }
  init { stop("no"); }
  terminate { gs_log(ctx, GS_INFO, "reply(%d)", (int)reason.len); }
  info g(n: u32) { int fail = 1, failed(int); (void)failed(fail); }
}
