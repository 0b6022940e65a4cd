error full;

const N = 5;

struct entry {
    a: full;
    b: N;
}
