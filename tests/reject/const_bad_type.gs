struct entry { n: u32; }

const A: entry = 1;
const B: u32? = none;
const C = none;
