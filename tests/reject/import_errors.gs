import "imported/wrong.gs";
struct here { n: u34; }
