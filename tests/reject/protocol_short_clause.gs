protocol p {
    call add;
}
