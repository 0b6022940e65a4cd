/* Names of values that are none. */
server t() { }
server s(
    a: u32? = null,
    b: u32? = nil,
    c: bool = True,
    d: bool = FALSE,
    e: u32 = LIMTI,
    f: t = none
) {
    mailbox 100 drop_oldest;
}
const LIMIT = 5;
protocol p {
    call g() timeout infinity;
    call h() raises Late;
}
error late;
system x {
    listen "tcp://127.0.0.1:7070";
    listen "/run/x.sock";
    i: S();
}
