%{
#define ANSWER reply()
%}
server s() {
    call one() { ANSWER; }
    call two() {}
    call three() -> u32 {
        // Nothing yet.
    }
}
