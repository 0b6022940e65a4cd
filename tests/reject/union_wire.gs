union job {
    ring: timer;
    name: string;
    idle;
}

union handle { own: extern "void *"; none_of_it; }

union table { by_name: map<string<8>, u32, 4>; nothing; }

protocol p {
    call run(j: job);
    call look(t: table);
}

server s {
    state { last: table; owns: handle; }
    info later(h: handle) { (void)h; }
}
