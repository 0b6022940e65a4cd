system a {
    listen "unix:a.sock" max 0;
    listen "unix:b.sock" within 0;
    listen "unix:c.sock" within 2GiB;
    listen "unix:d.sock" max 5s;
}
