/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/emit/parts.h"

#include <string.h>

/* A set of pointers: open addressing, at most half full. */
struct emit_set {
	struct arena *arena;
	const void **slots;
	size_t cap; /* a power of two */
	size_t count;
};

static size_t find(const struct emit_set *set, const void *key)
{
	size_t at = ((uintptr_t)key >> 4) * 0x9e3779b97f4a7c15u >> 20 & (set->cap - 1);

	while (set->slots[at] && set->slots[at] != key)
		at = (at + 1) & (set->cap - 1);
	return at;
}

static void grow(struct emit_set *set)
{
	struct emit_set bigger = { .arena = set->arena, .cap = set->cap ? set->cap * 2 : 64 };

	bigger.slots = arena_take_many(set->arena, bigger.cap, sizeof(*bigger.slots));
	for (size_t i = 0; i < set->cap; i++) {
		if (set->slots[i])
			bigger.slots[find(&bigger, set->slots[i])] = set->slots[i];
	}
	bigger.count = set->count;
	*set = bigger;
}

/* Was it new? */
static bool add(struct emit_set *set, const void *key)
{
	size_t at;

	if (set->count * 2 >= set->cap)
		grow(set);
	at = find(set, key);
	if (set->slots[at])
		return false;
	set->slots[at] = key;
	set->count++;
	return true;
}

bool emit_is_used(const struct emit_set *used, const void *decl)
{
	return used->cap && used->slots[find(used, decl)];
}

bool emit_is_first(struct emitter *e, const void *what)
{
	if (!e->made) {
		e->made = arena_take(e->out->arena, sizeof(*e->made));
		e->made->arena = e->out->arena;
	}
	return add(e->made, what);
}

static void use_record(struct emit_set *set, const struct model_record *record)
{
	for (size_t i = 0; record && i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;

		while (type->item) {
			if (type->key && type->key->kind == MODEL_ENUM)
				add(set, type->key->enumeration);
			type = type->item;
		}
		if (type->kind == MODEL_ENUM)
			add(set, type->enumeration);
		else if (type->kind == MODEL_STRUCT && add(set, type->record))
			use_record(set, type->record);
	}
}

static void use_clause(struct emit_set *set, const struct model_clause *clause)
{
	use_record(set, clause->in);
	use_record(set, clause->out);
	for (size_t i = 0; i < clause->raises_count; i++) {
		add(set, clause->raises[i]);
		use_record(set, clause->raises[i]->record);
	}
}

/* State has a table: for its end, and for who looks at it. */
static void use_state(struct emit_set *set, const struct model_server *server)
{
	const struct model_record state = { .fields = server->state, .count = server->state_count };

	use_record(set, &state);
}

const struct emit_set *emit_find_used(struct arena *arena, const struct model_file *file)
{
	struct emit_set *set = arena_take(arena, sizeof(*set));

	set->arena = arena;
	for (size_t i = 0; i < file->count; i++) {
		const struct model_decl *decl = &file->decls[i];

		if (decl->file != file)
			continue;
		if (decl->kind == MODEL_DECL_PROTOCOL) {
			for (size_t j = 0; j < decl->as.protocol->count; j++)
				use_clause(set, decl->as.protocol->clauses[j]);
		} else if (decl->kind == MODEL_DECL_SERVER) {
			const struct model_server *server = decl->as.server;

			use_record(set, server->params);
			use_state(set, server);
			for (size_t j = 0; j < server->entry_count; j++) {
				if (!strcmp(server->entries[j].clause->owner, server->name))
					use_clause(set, server->entries[j].clause);
			}
			for (size_t j = 0; j < server->info_count; j++)
				use_clause(set, server->infos[j].clause);
			for (size_t j = 0; j < server->response_count; j++)
				use_clause(set, server->responses[j].clause);
		}
	}
	return set;
}
