error full;

protocol p {
    cast add(n: u32) raises full;
}
