enum color { red, green }

struct point { x: i32; }

server s(limit: u32 = 5, name: string<20> = "a", shade: color = red) {
    state {
        a: u16 = limit;
        b: string<10> = name;
        c: u32 = limit * 2;
        d: u32 = limti;
        e: u8 = 300;
        f: duration = limit;
        g: point = 5;
        h: bool = shade;
    }
    cast go();
}
