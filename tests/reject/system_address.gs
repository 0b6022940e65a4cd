system a {
    listen "limits.sock";
    listen "unix:";
    listen "tcp:localhost";
    listen "tcp:localhost:70000";
    listen "tcp::7070";
    listen "tcp:::1:7070";
    listen "tcp:[::g]:7070";
    listen "unix:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
}
