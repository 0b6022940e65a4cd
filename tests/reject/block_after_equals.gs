// A '=' before a block, and the ';' after it that comes of it: one cause.
struct pixel = {
    x: u8;
};

enum colour = { red, green };

protocol canvas = {
    call draw();
};

server easel {
    state = {
        drawn: u32;
    };

    call draw() { reply(); }

    state {
        more: u32;
    };
}
