import "imported/kinds.gs";
server s { call go() -> color { reply(COLOR_RED); } }
system x {
    a: of_its_own();
    b: store();
    c: srv();
}
