server a {
	call x() {
		if (x) {
	}
}
