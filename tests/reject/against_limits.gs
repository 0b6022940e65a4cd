protocol store {
    call put(key: string<64>, value: bytes<64KiB>) within 16KiB;
    call get(key: string<64>) -> u64 timeout 1s;
    call wait() timeout 1m;
    cast log(text: string<1MiB>) within 1KiB;
    call fine(value: bytes<64KiB>) within 2KiB timeout 1s;
}
