system x { a: s(); }
server s implements p { call go { reply(); } call own(l: list<u8?, 3>) { reply(); } }
protocol p { call go(a: outer) raises late; }
struct outer { l: list<inner, 4>; m: list<inner, 5>; o: u8?; }
struct inner { c: color?; }
error late(by: inner);
enum color { red }
type unused = list<u64, 3>;
