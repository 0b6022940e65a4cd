import "imported/none.gs";
import "imported";
import "imported/kinds.h";
import "../reject";
import ".gs";
import "a\0.gs";
import "imported/a\"b.gs";
struct a { e: unknown_here; }
struct b { n: string; n: u8; }
