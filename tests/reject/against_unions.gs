union shape { circle: f64; box: f64; label: string<4>; nothing: u32; }
union moved { b: u32; a: u32; }
union grown { a: u32; fresh; }
union sent { a: u32; fresh; }
union other { a: u32; }
protocol p {
    call draw(s: shape) -> shape;
    call move(m: moved);
    call grow() -> grown;
    call send(s: sent, o: other?);
}
