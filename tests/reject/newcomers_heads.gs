-module(counter).
typedef struct { int x; } other;
interface user { name: string; }
class counter extends base { }
enum { red, green }
struct { x: i32; }
type user = { name: string<20>; };
type color = "red" | "green";
error full "no "room" left";
const A = `text`;
#[derive(Debug)]
struct point { x: i32; }
