// What has no bound because its bound is wrong is not too large as well.
protocol p {
    call a(s: string<0>, t: bytes<5..2>) -> list<u32, -1>;
    call b(m: map<u8, u8, 1s>) -> (l: list<string<0>, 3>);
}
