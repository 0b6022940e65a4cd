struct alone { s: sibling; }
