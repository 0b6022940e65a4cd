// What grew at its end: older peers leave the last ones out.

struct item {
    id: u32;
    name: string<16> = "unnamed";
    weight: f64 = 1.0;
    size: u8?;
}

error gone(id: u32, since: duration = 0s, hint: string<20>? = none);

protocol shelf {
    call find(id: u32, deep: bool = false, limit: u32 in 1..100 = 10, after: u32? = none) -> (item: item, left: u32 = 0, next: u32?)
        raises gone;
    call count() -> u64?;
    cast drop_all(quiet: bool = true, filter: u8?);
    cast keep(items: list<item, 3>, why: string<10>?);
}
