/// a
const a = 1;
