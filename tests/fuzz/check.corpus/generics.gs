protocol p { call a(c: color) raises e; }
enum color { red }
error e;
error f;
