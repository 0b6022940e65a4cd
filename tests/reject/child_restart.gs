server worker {
    cast work();
}

system a {
    a: worker() restart permament;
    b: worker() shutdown 0s;
}
