protocol p {
    call add() { reply(); }
}
