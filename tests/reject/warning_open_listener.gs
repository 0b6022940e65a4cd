server s {
    cast go();
}

system a {
    listen "tcp:0.0.0.0:7070";
    listen "tcp:[::1]:7071";
    listen "tcp:localhost:7072";
    listen "tcp:example.org:7073";
    a: s();
}
