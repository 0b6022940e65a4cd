server a {
	state {
		x: u32;
	call x() { }
}
struct b { x: u32; }
