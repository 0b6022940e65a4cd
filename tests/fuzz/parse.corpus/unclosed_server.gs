server a {
	call x() {
	}

system b {
	x: a();
}
