error full;

error late;

protocol bucket {
    call a() raises full;
    call b() raises full, late;
    call c() timeout 3s;
}

server s implements bucket {
    call a() raises full, late;
    call b() raises full;
    call c();
}
