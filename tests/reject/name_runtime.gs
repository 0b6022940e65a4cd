struct gs_thing { n: u32; }

protocol gs {
    call ping();
}

enum Gs { ok }
enum gS { OK, FULL }
union GS { ok; b: u8; }
struct Gs_iter { Gs_ok: u32; gsm: u8; }
