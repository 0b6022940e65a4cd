server worker {
    cast work();
}

system shop {
    first: worker();
    first: worker();
}
