%{
#error don't, and no "either
/* "in here" don't count, nor does "this
*/
static const char *const fine = "a \" \
b"; // "nor this
static const char *const wrong = "one;
%}
server s {
    call a() -> u32 {
#if 0
        it doesn't matter here
#endif
        gs_log(ctx, GS_INFO, "a);
        reply(1);
    }
    cast b() { gs_log(ctx, GS_INFO, "}); }
    cast c(n: u33);
    cast d(a: u8) { stop("it's over, at the end of the file); }
}
