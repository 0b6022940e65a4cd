server worker {
    cast work();
}

protocol p {
    cast go();
}

system a {
    a: wroker();
    b: p();
}
