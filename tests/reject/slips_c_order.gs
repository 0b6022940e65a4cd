/* The type before the name. */
struct words {
    u32 a;
    uint32_t b;
    char *c;
    char d[64];
    unsigned int e;
    struct box f;
    optional u32 g = 1;
    repeated u32 h = 2;
    required string i = 3;
    const u32 j;
    1: u32 k;
    l u32;
    retry-after: duration;
    m?: u32;
}
union either {
    u32 n;
}
protocol p {
    call q(u32 r = 5) -> u32;
    call s(void);
}
