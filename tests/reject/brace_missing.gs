struct pixel
    x: i32;
    y: i32;
}

protocol canvas
    call draw(at: pixel);
    cast wipe();
}

server easel implements canvas {
    state
        drawn: u64;
        last: pixel;
    }

    call draw { self->drawn++; reply(); }
    cast wipe { self->drawn = 0; }
}

server python()
    state
        drawn: u64

    call read() -> u64 { reply(self->drawn); }

system gallery
    listen "unix:gallery.sock";
    one: easel();
}
