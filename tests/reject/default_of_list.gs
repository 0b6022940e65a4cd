struct point { x: i32; }

protocol p {
    call a(l: list<u32, 4> = none);
    call b(p: point = 0);
    call c(b: u32 = none);
}
