struct counter_params { n: u32; }

server counter(n: u32 = 1) {
    cast go();
}
