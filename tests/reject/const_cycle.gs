const A = B + 1;
const B = 2 * C;
const C = A;
const D = D;
