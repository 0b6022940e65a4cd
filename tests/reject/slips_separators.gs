/* Marks between things: said once in braces. */
struct commas {
    a: u32,
    b: u32,
    c: map<u32, u32, 4>,
}
union members { d: u32, e; f }
enum color { red; green = 2; blue; }
enum shade { light dark }
protocol p {
    call g(a: u32; b: u32);
    call h(n: u32 -> u32;
    call i n: u32;
}
struct ends { j: u32; };
struct several { k, l: u32; }
