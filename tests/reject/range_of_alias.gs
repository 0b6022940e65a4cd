type percent = u8 in 0..100;

struct entry { a: percent in 50..200; }
