struct a {
	x: u32;
};
server b {
	call x { };
};
;