/* An enumerator by its name in C. */
enum color { red, dark_green }
struct a {
    b: color = COLOR_RED;
    c: color = COLOR_DARK_GREEN;
    d: color = Red;
    e: color = 0;
}
