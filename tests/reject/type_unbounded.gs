struct entry {
    key: string;
    parts: list<u32>;
}

protocol store {
    call put(at: entry, value: bytes);
    call get(key: string<64>) -> list<entry, 10>;
}
