struct a { x: list<u32, 4>; y: list<u32, 5>; }
protocol p { call z(l: list<list<u32, 2>, 3>?) -> list<u32, 9>; }
