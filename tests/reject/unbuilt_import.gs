import "other.gs";

struct entry { n: other_thing; }

server s implements other_protocol {
    call go { fail(other_error); }
}

system x {
    listen "unix:x.sock";
    a: other_server(n = OTHER);
}
