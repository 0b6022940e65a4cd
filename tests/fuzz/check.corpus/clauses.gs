error e;
error f;
type small = u8 in 0..9;
protocol p { call a(n: small = 2) -> (m: u8) raises e, f timeout 2s; cast b(); }
server s implements p {
  call a(n: u8 in 0..9 = 1 + 1) -> (m: u8) raises f, e timeout 2000ms;
  cast b();
  call c() timeout none;
  init;
  terminate;
}
