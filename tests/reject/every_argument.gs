server s(period: duration = 1s) {
    info tick() every period { }
}

system x {
    a: s(period = 0s);
}
