struct entry { n u32; }

struct other { m: u32 }

server s {
    call a() -> ;
    cast b() { stop("x"); }
}
