/* What the refused specs import. */
const LIMIT = 10;
enum color { red, green }
struct entry { name: string<16>; }
error full;
protocol store { call put(e: entry) raises full; }
system of_its_own { }
