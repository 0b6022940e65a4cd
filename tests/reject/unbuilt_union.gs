union shape { circle: f64; nothing; }

protocol p {
    call draw(s: shape) -> (s: shape?);
}
