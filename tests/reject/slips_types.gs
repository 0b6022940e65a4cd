/* Types as other languages have them: each is refused once, with what is written here. */
struct words {
    a: strng<4>;
    b: std::string;
    c: std::vector<u32>;
    d: Vec<u32>;
    e: HashMap<string, u32>;
    f: Option<u32>;
    g: vector<u32>;
    n: box<T>;
    o: io::reader;
}
struct box { n: u32; }
