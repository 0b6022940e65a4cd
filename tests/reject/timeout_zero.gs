protocol p {
    call a() timeout 0s;
    call b() timeout 5;
    call c() timeout 1s - 2s;
}
