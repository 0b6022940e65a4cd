protocol counter { call next() -> u64; }

server s() {
    cast done_request() {}
    info after() {}
    response done to counter.next () {}
    response s_done_clause to counter.next () {}
    info down {}
    cast down() {}
}
