// Messages beyond 64 KiB: room is made piece by piece.

type small = u64 in 1..99;
enum kind { first, second }

struct blob {
    id: u64;
    data: bytes<1MiB>;
    hits: u32 = 0;
}

error too_big(limit: u64, name: string<100000>);

protocol store {
    call put(a: u32, b: u64, kind: kind, key: string<70000>, c: u32?, d: string<9>?, blob: blob, e: bool)
        -> bytes<100000> raises too_big;
    call get(keys: list<string<64>, 2000>, ids: list<small, 20000>, kinds: list<kind, 20000>, maybe: list<u16?, 20000>,
        blobs: list<blob, 4>, grid: list<list<u8, 300>, 300>)
        -> list<u32, 100000>;
    call index(by: map<u32, u8, 300>) -> map<string<8>, u64, 5000>;
    cast small_list(ids: list<u64, 1000>, limit: u32 in 0..9);
}
