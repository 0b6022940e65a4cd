const N = 2;
enum color { red, green }
server s(n: u8 in 1..9, c: color = red, o: u8?, t: string<8> = "a") { cast go(); }
system x {
  listen "unix:/tmp/a.sock" mode 0660 max N * 5 within 1MiB;
  listen "tcp:[::1]:0";
  listen "tcp:127.0.0.1:0";
  intensity 5 in 10s;
  strategy one_for_one;
  a: s(n = N, c = green, t = "") restart transient shutdown 2s;
  b: s(o = 7, n = 9) restart temporary;
}
