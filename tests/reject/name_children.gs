server worker {
    cast work();
}

system shop {
    errno: worker();
    while: worker();
}
