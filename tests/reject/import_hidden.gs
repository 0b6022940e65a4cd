import "imported/alone.gs";
import "imported/sibling.gs";
struct here { a: alone; s: sibling; }
