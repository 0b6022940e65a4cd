error late(self: duration, n: u32, n: u32);
