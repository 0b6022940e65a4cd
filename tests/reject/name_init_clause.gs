server counter {
    init { }
    call init() { reply(); }
}
