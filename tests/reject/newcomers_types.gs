struct result {
    oneof value { number: u32; text: string<20>; }
    age: u32 | none;
    cached: Promise<u32>;
}
