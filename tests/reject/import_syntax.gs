import "imported/unclosed.gs";
struct here { n: u34; }
