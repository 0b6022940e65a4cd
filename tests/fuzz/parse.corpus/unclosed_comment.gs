struct a {
	x: u32; /* never
}
