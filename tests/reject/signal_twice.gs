server s() {
    info signal { reply(1); }
    info signal { }
}
