struct login {
    secret token: string<64> = "open";
    secret pin: u32 = 1234;
    secret key: bytes<9>? = "opener";
}

server s(secret password: string<64> = "", n: u32 = 5) {
    state { secret note: string = "mine"; secret copy: string = password; }
    call go(login: login);
}

system x {
    empty: s(password = "", n = 6);
    full: s(password = "sesame");
}
