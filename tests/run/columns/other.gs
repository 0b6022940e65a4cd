server other() {
    /* é */ cast a() { (void)nonsense_1; }
	cast b() {
		gs_log(ctx, GS_INFO, "%d", nonsense_2);
	}
}
