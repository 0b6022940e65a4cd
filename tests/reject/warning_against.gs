error full(left: u32, why: string<9> = "");
error added;
struct entry {
    a: u32 in 1..9;
    b: u32 = 1;
}
enum fresh { one }
protocol store {
    call added(e: fresh) -> fresh raises added;
    call a(x: u64 in 0..99, e: entry, y: u32 = 2, z: bool = false) -> (n: u32, m: u8 = 0)
            raises full timeout 9s;
}
server shop(size: u32 = 10, more: u8 = 1) implements store {
    state { y: u32; x: u32; }
    mailbox 100 64KiB;
    call a;
    call added;
}
const GONE = 1;
