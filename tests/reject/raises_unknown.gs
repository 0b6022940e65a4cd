error exhausted;

struct busy { n: u32; }

protocol p {
    call a() raises exhuasted;
    call b() raises busy;
    call c() raises exhausted, exhausted;
    call d() raises denied;
}
