struct sibling { n: u8; }
