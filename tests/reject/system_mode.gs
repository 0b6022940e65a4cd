system a {
    listen "unix:a.sock" mode 01777;
    listen "tcp:127.0.0.1:7070" mode 0600;
}
