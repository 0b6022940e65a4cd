/* Numbers and units as they are written elsewhere. */
const A = 0b101;
const B = 0o777;
const C = 0777;
const D = 10u;
const E = 10UL;
const F = 1.5f;
const G = 64KB;
const H = 4k;
const I = 5sec;
const J = 1.5s;
const K = 0.0000001us;
const L = 1.5KiB;
const M = 2min;
const N = 5 ms;
struct words {
    2nd: u32;
}
const O = 1.0001KiB;
