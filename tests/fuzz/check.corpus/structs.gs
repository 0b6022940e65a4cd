struct deep { n: u8; }
struct sent { d: list<deep, 3>; }
struct held { b: u8; t: timer; }
struct both { n: u8 = 1; }
struct alone { text: string; n: u8 = 1; m: u8; }
struct self_sent { text: string; }
server s(x: both) {
  state { h: held; y: both = x; w: from; i: instant?; text: string; b: bytes<9>; }
  call a(m: sent?) { noreply(); }
  info tell(m: self_sent, who: from, at: instant);
}
