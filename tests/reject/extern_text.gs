server s() {
    state {
        a: extern "";
        b: extern "  ";
        c: extern "int; char";
        d: extern "char[4";
        e: extern "void (*)(int)";
        f: extern "struct { int a; char b; }";
        g: extern "int\n";
        h: extern "7";
        i: extern "int)(";
    }
    call c();
}
