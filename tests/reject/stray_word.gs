error full "no room" really;
const LEAST = 1 always;
struct pixel {
    x: i32 signed;
    y: i32 z: i32;
}

server canvas {
    mailbox 10 messages;
    call draw(at: pixel) -> u32 quickly { reply(1); }
    call erase(at: pixel) now;
    info tick() every 1s often { }
    cast wipe() call read() -> u32 { reply(1); }
}

system gallery {
    listen "unix:gallery.sock" only;
    one: canvas() first;
}
