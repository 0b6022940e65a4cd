import "other.gs";

%{ static int first(void) { return nonsense_1; }
	static int second(void) { /* 中文 é */ return nonsense_2; } %}

server s() {
	state { n: u32; }
	call a(n: u32) -> u32 { /* é 中 */ reply(nonsense_3); }
    call b(/* 中文 */ n: u32) -> u32 {	uint32_t x = nonsense_4; reply(x); }
	call c(n: u32) -> u32
	{ reply(.value = n + nonsense_5); }
	cast d() {
		if (self->n) /* é */	self->n = nonsense_6;
	        self->n = "é" [nonsense_7];
	}
	info e() every 1s { self->n += nonsense_8; }
	terminate { self->n = nonsense_9;
	}
}

system main { s: s(); t: other(); }
