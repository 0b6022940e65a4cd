import "imported/import_same_name.gs";
struct here { n: other; }
