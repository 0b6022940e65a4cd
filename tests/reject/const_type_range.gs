type percent = u8 in 0..100;

const HIGH: percent = 101;
const WIDE: u8 = 256;
const TEXT: u8 = "a";
const LONG: duration = 5;
