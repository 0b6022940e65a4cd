struct entry {
    a: u8 in 0..256;
    b: i8 in -129..0;
    c: u32 in -1..5;
}
