protocol p {
    cast reset();
}

server s implements p, p {
    cast reset;
}
