struct wrong { n: u33; }
protocol p { call get() -> nothing; }
