struct a {
	u32 a;
	b = u32;
	c u32;
	d: u32 = ;
	e: ;
	f: list<u32;
	g: u32;;
}
