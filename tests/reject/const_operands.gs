const A = 1s * 1s;
const B = "a" + 1;
const C = -true;
const D = 1s + 1;
const E = 10 / 2s;
const F = ~1.5;
