protocol p {
    call a(m: map<u32, u32, 10>);
}

server s {
    state {
        peer: ref<p>;
        file: extern "FILE *" drop fclose;
        m: map<string<8>, u32>;
    }
    cast go();
}
