struct entry {
    a: u32 = 1;
    b: u32;
}

error late(by: duration = 1s, how: u32);

protocol p {
    call add(n: u32 = 1, m: u32) -> (left: u32 = 1, right: u32);
    call get() -> entry;
}
