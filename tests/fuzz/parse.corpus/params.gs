server s {
	call a(u32 x);
	call b(x: u32 y: u32) -> (z) { }
	call c(x: u32;
	call d(x: u32 { }
	call e x: u32);
	cast f(x: u32) -> u32;
	cast g() raises x timeout 5s;
	info tick every 5s { }
	call h() raise x;
	call i() timeout 5s timeout 6s;
	info j() every 1s within 5 existing;
}
