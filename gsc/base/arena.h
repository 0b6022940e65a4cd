/* SPDX-License-Identifier: MIT */
/*
 * arena: memory that lives as long as one compilation.
 *
 * The tree, the model and all names are taken from one arena and freed together. Running out of
 * memory is not handled at each place: the arena jumps to the handler of whoever opened it
 * (arena_on_failure), so the callers of arena_take never see NULL. Nothing here is freed singly.
 */
#ifndef GSC_BASE_ARENA_H
#define GSC_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* newest first */
	char *at;                   /* free room of the newest chunk */
	char *end;
	size_t held;     /* bytes taken from malloc so far */
	jmp_buf *rescue; /* where to go when malloc fails; never NULL while in use */
};

/* An empty arena. Takes no memory yet. `rescue` must stay valid until arena_free. */
void arena_init(struct arena *arena, jmp_buf *rescue);

/* Frees all that was taken. The arena may be used again. */
void arena_free(struct arena *arena);

/* `size` zeroed bytes, aligned for any object; never NULL (see above). */
void *arena_take(struct arena *arena, size_t size);

/* Room for `count` zeroed objects of `size` bytes; a product that overflows is no memory. */
void *arena_take_many(struct arena *arena, size_t count, size_t size);

/* A copy of `len` bytes with a NUL after them. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);

/* A formatted string. */
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/*
 * A growing array in an arena: grows `*items` (of objects of `size` bytes, `*cap` of them) so that
 * one more than `count` fits. The old array stays behind in the arena.
 */
void arena_grow(struct arena *arena, void **items, size_t count, size_t *cap, size_t size);

#endif
