protocol p {
	call a() { reply(); }
	info b();
	cast c()
	call d()
}
protocol q { call a(x: state); call b() -> list<call>; }
struct state { }
struct { x: u32; }
struct 5 { x: u32; y u32; }
enum e { a, b: 5 }
enum f { a b }
enum { a }
