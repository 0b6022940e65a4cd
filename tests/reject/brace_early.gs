server easel {
    state { drawn: u64; }

    call draw() {
        self->drawn++;
        reply();
    }
    }

    call read() -> u64 { reply(self->drawn); }
    cast wipe() { self->drawn = 0; }
}

protocol canvas {
    call draw(at: u32 }, colour: u32);
    call read() -> u64;
}

server second {
    call draw(at: u32)
        if (at > 5)
            fail(overloaded);
        reply();
    }
    cast wipe() { }
}

struct pixel { x: i33; }
