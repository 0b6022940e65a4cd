type maybe = u32?;

struct entry { n: maybe?; }
