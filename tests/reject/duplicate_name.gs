struct entry { hits: u32; }

enum entry { a, b }
