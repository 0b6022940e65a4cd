/* Names of types as other languages have them. */
struct words {
    a: uint32_t;
    b: Bool;
    c: char;
    d: void;
    e: any;
    f: U32;
    g: stream;
    h: Box;
    i: strin;
    j: uuid;
}
struct box { n: u32; }
