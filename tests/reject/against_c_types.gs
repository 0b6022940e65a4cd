struct point { x: u8; }
struct spot { x: u8; }
enum mood { calm, glad }
enum mind { calm = 0, glad = 1 }
struct entry { values: list<u16, 4>; at: spot; }
union shape { round: list<u16, 4>; flat; }
protocol p {
    call b(l: list<u16, 4>, m: map<u8, u16, 4>, n: u16, e: entry, s: shape, o: u16? = 3) -> entry;
    call c(mood: mind, k: map<u16, u8, 4>, v: list<u16?, 4>, more: u8? = 1);
    call d(may: u8?);
    cast said(l: list<u16, 4>);
    call wider() -> list<u16, 4>;
}
server s(l: list<u16, 4>, n: u16, o: u8? = 1) notifies said_to {
    call other();
}
server both() implements said_to { cast told { } }
protocol said_to { cast told(l: list<u16, 4>); }
