protocol p {
    cast reset();
}

protocol q {
    cast reset();
    cast go();
}

server s implements p, q {
    cast reset;
    cast go;
}
