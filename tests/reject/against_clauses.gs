error full;
error slow;
protocol store {
    call get(key: u32) -> (value: u64) raises full, slow;
    call put(key: u32, value: u64) -> bool raises full;
    call size() -> u32;
    call drop(key: u32);
    call ping() -> u8;
    call more();
}
server shop(size: u32 = 10) implements store {
    call get;
    call put;
    call size;
    call drop;
    call ping;
    call more;
    call own() -> u16;
}
system all {
    b: shop();
    c: shop();
}
