struct shape_tag { x: u32; }

enum shape { circle }

union figure { big: u32; BIG: u64; }

enum picture_tag { a, b }

union picture { hue: u8; none_at_all; }

const LINE_LONG = 1;

union line { long_one: u32; LONG: u8; }

union owner { names: list<string>; become: u32; }

server s {
    state { o: owner; }
}

const owner_become = 1;

const owner_names_push = 2;
