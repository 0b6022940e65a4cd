server s() keyed by id: u32 {
    info signal { }
}
