struct point { x: i32; y: i32; }
server s {
    state {
        a: map<f64, u32>;
        b: map<point, u32>;
        c: map<u32?, u32>;
        d: map<duration, u32>;
        good: map<from, u32>;
    }
    call c(m: map<from, u32, 4>);
    call d(m: map<string, u32, 4>);
    call e(m: map<u32, u32>);
    call f(m: map<u32, string, 4>);
}
