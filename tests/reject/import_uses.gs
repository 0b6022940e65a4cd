import "imported/kinds.gs";
struct here { e: entri; n: u8 in 0..LIMITT; c: store; }
server s implements stor { }
server t implements store {
    call put { fail(ful); }
    call get() raises fulll;
}
