union shape { circle: f64; nothing; }

protocol p {
    call draw(by: map<shape, u32, 4>);
}

server s keyed by shape: shape {
    call draw(a: shape = 0);
}

server t {
    state { last: shape = nothing; }
}
