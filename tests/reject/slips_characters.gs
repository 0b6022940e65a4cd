/* Characters that are not what they look like. */
# a comment
error full “no room”;
error late 'too late';
struct größe { n: u32; }
struct money {
    cost$: u32;
    a： u32;
    b : u32;
    c: u32 = 5 – 3;
}
const A = 1…5;
#define B 5
#[derive(Debug)]
@deprecated
const C = ‘x’;
