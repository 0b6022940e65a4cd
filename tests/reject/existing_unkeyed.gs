protocol p {
    call a() existing;
    call b();
}

server s implements p {
    call a { reply(); }
    call b existing { reply(); }
    cast c() existing { }
}
