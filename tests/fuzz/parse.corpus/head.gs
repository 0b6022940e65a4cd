server a(x: u32) implements { call b() { } }
server c keyed x: u32 { call d() { } }
server e implements f g { cal h(); }
server i
server j { }
const a : = 5;
const b u32 = 5;
type c u32;
error d { }
error e(x u32);
import foo;
import "x"
const f = 5 6;
enum g { a; b; }
union h { a: ; b }
