struct other { n: u8; }
