struct entry {
    a: string<10> in 1..5;
    b: bool in 0..1;
}
