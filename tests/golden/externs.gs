// Types of C: the pair's header holds what declares them, for whoever includes it.
%top{
#define _GNU_SOURCE
/* # of these lines
# none is a directive */
#include <stdio.h> /* for FILE,
	and more */
#ifdef __unix__
#include <sched.h>
#include <time.h>
#endif
#define PLACES(n) \
	[n]
static const int at_top = 1; // # nor is this
static const char said[] = "a \
# in a text";
struct shelf {
	cpu_set_t processors; /* only with _GNU_SOURCE */
};
typedef struct {
	const char *name;
	size_t len;
} label_t;
static inline size_t label_size(const label_t *label)
{
	return label->len;
}
%}

struct mark { at: extern "struct timespec"; label: string; }

server journal() {
    state {
        file: extern "FILE *" drop shut;
        spare: extern "FILE *[2]";
        marks: list<mark>;
        name: extern "label_t";
        shelf: extern "struct shelf";
    }

    init {
        self->file = at_top ? tmpfile() : NULL;
        self->name = (label_t){ said, sizeof(said) - 1 };
    }
    cast put(text: string<100>) {
        if (self->file && label_size(&self->name))
            fprintf(self->file, "%.*s\n", GS_FMT(text));
    }
}

%{
static void shut(FILE *file)
{
	fclose(file);
}
%}
