const A = 0123;
const B = 10x;
const C = 99999999999999999999;
