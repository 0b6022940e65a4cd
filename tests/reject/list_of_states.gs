protocol p {
    call a() -> list<timer, 4>;
}

struct holder { who: from?; }

error late(who: holder);
