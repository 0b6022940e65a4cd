const LONG = 100_000d * 2;
