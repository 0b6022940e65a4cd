server s {
    call a() {
        reply();
