protocol bucket {
    cast reset();
}

server a implements buckte {
    cast reset();
}

server b implements a {
    cast reset();
}
