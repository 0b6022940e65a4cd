protocol p {
    call delete(key: u32);
    cast store(register: u32);
}
