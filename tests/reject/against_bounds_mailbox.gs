struct own { s: string<10>; l: list<u8, 5>; m: map<u8, u8>; }

server mailbox_gone() { cast a(); }
server mailbox_new() { mailbox 10 1MiB overflow reject; cast a(); }
server mailbox_more() { mailbox 2000 5MiB; cast a(); }
server mailbox_param(most: u32 = 9) { mailbox most; cast a(); }
server oldest_gone() { mailbox 10; cast a(); }
server state_only() { state { k: own; s: string; l: list<u8, 3>; n: u32; } cast a(k: u8); }
