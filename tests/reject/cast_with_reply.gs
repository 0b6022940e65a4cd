protocol p {
    cast add(n: u32) -> u32;
}
