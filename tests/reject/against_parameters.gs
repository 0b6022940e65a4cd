protocol store {
    call a(x: u32, y: u32 = 2, z: bool = true, more: u8 = 1);
    call b(y: u32, x: u32);
    call c(x: u32, w: u32);
    call d(x: u32, z: bool = true);
    call e(x: u32);
    cast f(x: u32, y: u32 = 1);
    cast g(w: bool, x: u32 = 1, y: u32 = 1);
}
server shop(depth: u8, title: string<8> = "", size: u32 in 1..9 = 9) {
}
