protocol p {
    call a() timeout 1s timeout 2s;
}
