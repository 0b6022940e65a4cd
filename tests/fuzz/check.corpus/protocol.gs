const N = 5;
type small = u32 in 1..N * 2;
error unused;
struct unused_too { a: u8; }
server s(p: duration = 60s) {
  state { n: u32 = N; }
  call a(n: small = N) -> (m: list<small, N>) { reply(); }
  info tick() every p { }
}
