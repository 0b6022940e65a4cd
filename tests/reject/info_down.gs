// What the runtime tells a server has no parameters to write; anything else may be called so.
server s() {
    info down(who: ref) { }
    info gone() { }
    info signal(number: i32) { }
}

server t() {
    info down(port: u32) { }
    info gone() every 1s { }
    info signal(number: i32, from_where: string<8>) { }
}
