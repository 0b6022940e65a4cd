const LIMIT = 10;
const MORE = LIMTI + 1;

struct entry { n: u32; }

const SIZE = entry * 2;
