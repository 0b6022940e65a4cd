protocol p {
    cast go();
}

server s keyed by id: u32 idle 5s max 10 evict {
    cast go();
}
