type percent = u8 in 0..100;

const HIGH: percent = 101;
const WIDE: u8 = 256;
const TEXT: u8 = "a";
const LONG: duration = 5;
const TOO_HIGH: f32 = 3.40282357e38;
const TOO_LOW: f32 = -1e39;
