error late "";

error lost "a\0b";
