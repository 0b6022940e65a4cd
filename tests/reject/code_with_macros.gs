%{
#define DONE reply()
%}

server s {
    call a() { DONE; }
    call b() { fail(nothing); }
}
