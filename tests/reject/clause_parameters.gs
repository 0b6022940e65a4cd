// A clause is the same for all instances of its server, which each have parameters of their own.
const SIZE = 1KiB;

server s(patience: duration = 1s, SIZE: u32 = 5, most: u32 = 7) {
    call a() timeout patience;
    call b() timeout patience * 2;
    call c(text: string<20>) within most;
    call d(n: u32 = most);
    call e(n: u32 in 1..most, text: string<most>) within SIZE;
    call f() timeout patienc;
    info tick() every patience;
}
protocol p { call g() timeout patience; }
