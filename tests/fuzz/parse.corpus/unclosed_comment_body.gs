server a {
	call x() { /* never
}
