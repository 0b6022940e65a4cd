server worker {
    cast work();
}

system shop {
    intensity 1 in 1s;
    intensity 2 in 1s;
    a: worker();
}
