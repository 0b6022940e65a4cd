// Types of C's headers: the pair's header says where they are declared, for whoever includes it.
%top{
/* # of these lines
# none is a directive */
#include <stdio.h> /* for FILE,
	and more */
#ifdef __unix__
#include <time.h>
#endif
#define PLACES(n) \
	[n]
static const int at_top = 1; // # nor is this
%}

struct mark { at: extern "struct timespec"; label: string; }

server journal() {
    state {
        file: extern "FILE *" drop shut;
        spare: extern "FILE *[2]";
        marks: list<mark>;
    }

    init { self->file = at_top ? tmpfile() : NULL; }
    cast put(text: string<100>) {
        if (self->file)
            fprintf(self->file, "%.*s\n", GS_FMT(text));
    }
}

%{
static void shut(FILE *file)
{
	fclose(file);
}
%}
