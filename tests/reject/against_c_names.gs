protocol po { call own(n: u32) -> u32; }
server s() implements po { call own; call other(); }
server k() keyed by id: u32 implements po { call own; }
system yy { x: k(); }
