const BIG = 0xffff_ffff_ffff_ffff;
const MORE = BIG + 1;
const LESS = -BIG;
const PRODUCT = BIG * BIG * 2;
const LEFT = 1 << 63 << 1;
