protocol p {
    call a(n: u32) within 0;
    call b(n: u32) within 2GiB;
    call c(n: u32) within 5;
    call d(n: u32);
    call e(n: u32) within 1KiB;
}

server s implements p {
    call a { }
    call b { }
    call c(n: u32) { noreply(); }
    call d(n: u32) within 5 { noreply(); }
    call e within 5 { noreply(); }
}
