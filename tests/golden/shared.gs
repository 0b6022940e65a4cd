/* What imports.gs imports: types, errors and a protocol in a file of their own. */
const LIMIT = 100;
enum color { red, green = 5, blue }
type share = u8 in 0..100;

struct entry {
    name: string<16>;
    shade: color = green;
    part: share?;
}

union change {
    stored: entry;
    removed: string<16>;
    cleared;
}

error full;
error late(by: duration, entry: entry) "too late";

/// A store of entries.
protocol store {
    call put(entries: list<entry, 4>, at: u32 in 1..LIMIT = 1) -> (stored: u32) raises full, late;
    cast clear(shade: color);
    call changes() -> list<change, 4>;
}
