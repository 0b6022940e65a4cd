struct entry {
    a: u33;
    b: colour;
}

enum color { red }
