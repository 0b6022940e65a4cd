struct prices { of: map<string<8>, u32, 10>; }
struct shelf { prices: prices; }
struct inside { of: map<string, u32>?; }
server s(given: map<u32, u32, 4>) {
    state {
        own: shelf;
        fine: inside;
    }
    call show() -> shelf;
}
