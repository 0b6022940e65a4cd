system a {
    listen "unix:a.sock";
    listen "tcp:127.0.0.1:0";
    listen "tcp:127.0.0.1:0";
    listen "unix:a.sock";
}
