struct sent { n: u32 in 2..9; s: string<1..20>; l: list<u8, 3>; }

protocol lengths {
    call least_gone(s: string<9>, b: bytes<9>) -> (l: list<u8, 9>);
    call least_new(s: string<2..9>, b: bytes<2..9>) -> (l: list<u8, 2..9>);
    call most_less(s: string<8>, b: bytes<8>, m: map<u8, u8, 8>) -> (l: list<u8, 8>);
    call most_more(s: string<10>, b: bytes<10>, m: map<u8, u8, 10>) -> (l: list<u8, 10>);
    call inside(l: list<string<8>, 9>, o: string<8>?) -> (m: map<string<10>, u8, 9>);
    call fields(s: sent) -> u8;
}
