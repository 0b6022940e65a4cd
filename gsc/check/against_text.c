/* SPDX-License-Identifier: MIT */
#include "gsc/check/against_rules.h"

#include "gsc/base/arena.h"
#include "gsc/model/print.h"

bool against_is_first(struct against *a, const char *way, const char *name)
{
	const char *key = arena_printf(a->arena, "%s %s", way, name);

	if (scope_find(&a->seen, key))
		return false;
	scope_add(&a->seen, key, (struct span){ 0 }, NULL);
	return true;
}

const char *against_type_text(struct against *a, const struct model_type *type)
{
	struct text text;

	text_init(&text, a->arena);
	model_print_type(&text, type);
	if (type->ranged || type->real_ranged) {
		text_put(&text, " in ");
		model_print_range(&text, type);
	}
	return arena_copy(a->arena, text.bytes, text.len);
}

const char *against_size_text(struct against *a, uint64_t bytes)
{
	struct text text;

	text_init(&text, a->arena);
	model_print_size(&text, bytes);
	if (bytes % 1024 != 0)
		text_put(&text, bytes == 1 ? " byte" : " bytes");
	return arena_copy(a->arena, text.bytes, text.len);
}

const char *against_time_text(struct against *a, int64_t ns)
{
	struct text text;

	if (ns < 0)
		return "without end";
	text_init(&text, a->arena);
	model_print_duration(&text, ns);
	return arena_copy(a->arena, text.bytes, text.len);
}
