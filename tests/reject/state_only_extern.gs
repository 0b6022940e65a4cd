struct file { handle: extern "FILE *" drop fclose; }
server s(a: extern "int") {
    state {
        b: list<extern "int">;
        c: map<u32, extern "int">;
        d: extern "int"?;
        e: list<file>;
    }
    call f(file: file);
    info g(file: extern "int");
    info h(file: file);
}
