struct pair { a: u32 = 1; b: u32?; c: u32; }

struct alone { a: u32 = 1; b: u32; }

protocol p {
    cast go(p: pair);
}

server s {
    state { x: alone; }
    cast go();
}
