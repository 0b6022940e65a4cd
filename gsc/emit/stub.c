/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/emit/parts.h"

struct stubs {
	struct emitter e; /* first, so that one is the other */
	struct emit_stub *items;
	size_t count;
	size_t cap;
};

static void put_stub(struct emitter *e, const struct emit_handler *handler)
{
	struct stubs *stubs = (struct stubs *)e;
	struct arena *arena = e->out->arena;
	struct emit_stub *stub;

	arena_grow(arena, (void **)&stubs->items, stubs->count, &stubs->cap, sizeof(*stub));
	stub = &stubs->items[stubs->count++];
	e->out->len = 0;
	emit_outside_definition(e, handler);
	stub->name = emit_text(e, "%s_on_%s", handler->server->name, handler->name);
	stub->text = arena_copy(arena, e->out->bytes, e->out->len);
	stub->len = e->out->len;
}

const struct emit_stub *emit_stubs(
	struct arena *arena, const struct model_file *file, size_t *count)
{
	static const struct emit_options none;
	struct stubs stubs = { .count = 0 };
	struct text text;

	text_init(&text, arena);
	emit_open(&stubs.e, &text, file, &none);
	for (size_t i = 0; i < file->count; i++) {
		const struct model_decl *decl = &file->decls[i];

		if (decl->kind == MODEL_DECL_SERVER && decl->file == file)
			emit_each_outside(&stubs.e, decl->as.server, put_stub);
	}
	*count = stubs.count;
	return stubs.items;
}
