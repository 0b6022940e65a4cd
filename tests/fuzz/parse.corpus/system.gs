system s {
	listn "x";
	listen x;
	listen "x" mode 660;
	listen "x" mode 0999;
	a b();
	c: d(x: 5);
	e: f(x = 5 y = 6);
	g: h() restart;
	i: j()
	k: l();
	supervisor m
	supervisor n { o: p() }
	q: r() shutdown 5s shutdown 6s;
}
