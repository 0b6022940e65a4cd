union empty { }

union twice { circle: f64; nothing; nothing; }

union defaults { circle: f64 = 1.5; label: string<8> = "x"; }

union ranged { circle: f64 in 2.0..1.0; dots: list<u32, 4> in 1..4; }

union unknown { circle: f65; wrapped: twicer; }

union word { int; gs_circle: f64; }

protocol p {
    call draw(s: unknown = none);
}
