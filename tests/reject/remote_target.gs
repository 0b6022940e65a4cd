struct metric {
    n: u32;
}

protocol metrics {
    cast put(n: u32);
}

system far {
    a: remote metricks "unix:a.sock" "sink";
    b: remote metric "unix:b.sock" "sink";
}
