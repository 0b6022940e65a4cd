const ZERO = 0;
const A = 1 / ZERO;
const B = 1 % (2 - 2);
const C = 1.5 / 0;
