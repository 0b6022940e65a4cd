struct a {
	x: u32
	y: u32;
	z: u64 hits: u8;
}
struct b {
	x: u32
}
