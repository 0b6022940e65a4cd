const N = 4;

struct entry { a: string<(1 << N) - 17>; b: string<(1 << N)..(1 << 2)>; }
