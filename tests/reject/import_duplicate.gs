import "imported/inner.gs";
import "imported/kinds.gs";
struct entry { n: u8; }
const full = 1;
enum other { red }
