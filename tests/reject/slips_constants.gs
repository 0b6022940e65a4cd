/* What a constant or a default cannot be. */
import "a.gs" as a;
import "a.gs", "b.gs";
const A = true && false;
const B = 1 == 2;
const C = 1 ? 2 : 3;
const D = 1, E = 2;
const F = color.red;
const G = sizeof(int);
struct a {
    b: list<u32, 4> = [];
    c: entry = { 1 };
    d: time = now();
    e: color = color.red;
    token: string<8> secret;
    call f();
    g: extern FILE *;
}
struct h = { i: u32; }
struct j : a { k: u32; }
/* one /* two */ three */
{ int x; }
