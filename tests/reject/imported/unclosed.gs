struct unclosed { n: u32;
