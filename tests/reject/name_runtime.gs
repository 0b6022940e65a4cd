struct gs_thing { n: u32; }

protocol gs {
    call ping();
}
