strct a {
	x: u32;
}
sever b { call x() { } }
foo;
server c {
	cal foo() { char c = '}'; }
	stat { x: u32; }
	info a() { }
	5;
	call ok();
}
}
const A = 5
const B = 6;
