// Every type that a message can carry, in every place where it can stand.

enum color { red, green = 5, blue, dark = -3 }

type percent = u8 in 0..100;
type short_name = string<1..31>;

/// A pair of coordinates.
struct point {
    x: i32;
    y: i32 = -1;
}

struct entry {
    name: short_name;       // borrowed from the message
    at: point;
    tags: list<string<16>, 8>;
    more: point?;
    color: color = green;
}

/// Too far away.
error far(by: f64, from_where: point) "too far \"away\"";
error full;

protocol types {
    call integers(a: u8, b: u16, c: u32, d: u64, e: i8, f: i16, g: i32, h: i64)
        -> (a: u8, b: u16, c: u32, d: u64, e: i8, f: i16, g: i32, h: i64) raises full;
    call ranges(a: u8 in 1..9, b: u16 in 0..1000, c: u32 in 5..4294967295, d: u64 in 1..18446744073709551614,
        e: i8 in -5..5, f: i16 in -32768..0, g: i32 in -2147483648..-1, h: i64 in -9223372036854775808..9223372036854775806,
        i: percent) -> (first: u64 in 10..20, second: i64 in -3..-2);
    call floats(a: f32, b: f64, c: f32 in 0.7..0.8, d: f64 in -1.5..1e300) -> f64 raises far;
    call others(yes: bool, wait: duration, when: time, soon: duration in 1ms..10s, color: color) -> color;
    call texts(name: short_name, free: string<200>, raw: bytes<64>, exact: bytes<16..16>) -> string<64> raises far, full;
    call optionals(a: u32?, b: string<8>?, c: color?, d: point?, e: f64?, f: percent?, g: time?, h: bool?)
        -> (a: u32?, b: bytes<8>?);
    call lists(a: list<u32, 10>, b: list<string<8>, 1..4>, c: list<point, 3>, d: list<u8?, 4>,
        e: list<list<i16, 3>, 2>, f: list<color, 5>, g: list<percent, 4>, h: list<u32, 10>?)
        -> list<entry, 4>;
    call records(first: point, second: entry, third: point?) -> entry;
    call defaults(must: u32, a: u8 = 200, b: i64 = -9223372036854775808, c: u64 = 18446744073709551615,
        d: f64 = 0.1, e: f32 = 0.1, f: bool = true, g: string<40> = "it's \"this\"\n??/", h: bytes<8> = "\x00\xff",
        i: duration = 1500ms, j: color = blue, k: u32? = 7, l: u32? = none, m: string<4>? = "x", n: duration = 7ns,
        o: f64 = 5.0, p: percent? = 50) -> u32 timeout none;
    call nothing();
    cast small(client: u32, instance: u8, to: u16, options: bool, msg: i8, o: i8 = 1);
    cast empty();
    cast told(at: entry, points: list<point, 4>);
}
