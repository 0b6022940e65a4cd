struct b { n: u8; }
