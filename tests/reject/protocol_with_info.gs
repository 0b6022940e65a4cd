protocol p {
    info tick();
    call add();
}
