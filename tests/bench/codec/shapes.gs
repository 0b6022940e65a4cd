/// The messages whose encoding and decoding `make bench` measures beside other codecs.
struct point {
    id: u64;
    name: string<16>;
    weight: f64;
}

enum colour { red, green, blue }

struct place {
    x: i32;
    y: i32;
    label: string<16>?;
}

protocol shapes {
    cast small(kind: u32, id: u64, live: bool);
    cast mixed(id: u64, name: string<64>, kind: i32, weight: f64, live: bool, samples: list<u32, 8>,
               digest: bytes<32>);
    cast many(points: list<point, 100>);
    cast nested(at: place, colour: colour, limit: u32?, prices: map<string<16>, u32, 8>);
}
