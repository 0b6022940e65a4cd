type percent = u8 in 0..100;

/// Colours.
enum color {
    red,
    /// like grass
    green = 5,
    blue,
    dark = -3,
}

struct point {
    /// across
    x: i32 in -5..5;
    y: f64 in -1.0..1e30 = 0.1;
}

/// Too late.
/// Indeed.
error late(by: duration in 1ms..2h = 90s) "it is \"late\" é\\";

error plain;

protocol bucket {
    call acquire(n: u32 in 1..1000 = 1, c: color = green) -> (left: u32) raises late, plain timeout 1500ms;
    call shares(points: list<point, 1..4>) -> list<percent, 8>;
    cast reset(at: time = 0, key: bytes<4> = "\001\377", name: string<8>? = "a\n");
}

/// A server.
server limiter(
    /// how many
    capacity: u32 = 100,
    period: duration = 1s
) implements bucket {
    call acquire;
    call shares;
    cast reset;
    /// Its own.
    call stats() -> u64? timeout none;
}
