protocol gets { call get(); }
server large() implements gets { call put(b: bytes<1MiB>); call get; }

system bounds_system {
    listen "unix:within_gone";
    listen "unix:within_less" serves big as gets;
    listen "unix:within_new" within 512KiB;
    listen "unix:within_more" within 8MiB;
    listen "unix:max_gone";
    listen "unix:max_new" max 10;
    big: large();
    group_gone: dynamic large;
    group_new: dynamic large max 10;
    group_more: dynamic large max 20;
}
