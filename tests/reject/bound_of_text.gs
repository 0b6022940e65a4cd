struct entry {
    a: string<0>;
    b: bytes<-1>;
    c: list<u32, 5000000000>;
    d: string<1s>;
}
