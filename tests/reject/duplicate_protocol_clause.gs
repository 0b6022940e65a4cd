protocol p {
    call add();
    cast add();
}
