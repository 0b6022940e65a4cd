/* Between the name of a declaration and its brace. */
server a() implement p { }
server b() extends p { }
server c : p { }
server d() keyed k: u32 { }
server e() keyedby k: u32 { }
server f() implements (p) { }
enum g : u8 { red }
enum class h { red }
struct i<T> { j: u32; }
system k() { }
server l():
