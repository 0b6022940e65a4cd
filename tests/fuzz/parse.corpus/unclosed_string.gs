import "abc;
error x "abc
const a = "x
