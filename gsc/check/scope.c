/* SPDX-License-Identifier: MIT */
#include "gsc/check/scope.h"

#include "gsc/base/arena.h"
#include "gsc/model/names.h"

#include <string.h>

enum { SIZE_MIN = 16, SIZE_LARGE = 1 << 16 };

/* The hash stands here too: what is another name's is passed over without a look at it. */
struct scope_slot {
	struct scope_entry *entry; /* NULL: free */
	uint32_t hash;
};

void scope_init(struct scope *scope, struct arena *arena)
{
	*scope = (struct scope){ .arena = arena };
}

/* Where the name is, or would be; the table is there. */
static struct scope_slot *find(const struct scope *scope, const char *name, uint32_t hash)
{
	for (size_t at = hash;; at++) {
		struct scope_slot *slot = &scope->slots[at & (scope->size - 1)];

		if (!slot->entry || (slot->hash == hash && strcmp(slot->entry->name, name) == 0))
			return slot;
	}
}

struct scope_entry *scope_find(const struct scope *scope, const char *name)
{
	return scope->count ? find(scope, name, names_hash(name))->entry : NULL;
}

static void grow(struct scope *scope)
{
	if (scope->size)
		scope->size *= scope->size < SIZE_LARGE ? 4 : 2;
	else
		scope->size = SIZE_MIN;
	scope->slots = arena_take_many(scope->arena, scope->size, sizeof(*scope->slots));
	for (struct scope_entry *entry = scope->newest; entry; entry = entry->older) {
		size_t at = entry->hash;

		while (scope->slots[at & (scope->size - 1)].entry)
			at++;
		scope->slots[at & (scope->size - 1)] = (struct scope_slot){ entry, entry->hash };
	}
}

void scope_clear(struct scope *scope)
{
	for (struct scope_entry *entry = scope->newest, *older; entry; entry = older) {
		size_t at = entry->hash;

		/* Over what is free, too: it may be so since this began. */
		while (scope->slots[at & (scope->size - 1)].entry != entry)
			at++;
		scope->slots[at & (scope->size - 1)].entry = NULL;
		older = entry->older;
		entry->older = scope->spare;
		scope->spare = entry;
	}
	scope->newest = NULL;
	scope->count = 0;
}

static struct scope_entry *take(struct scope *scope)
{
	struct scope_entry *entry = scope->spare;

	if (!entry)
		return arena_take(scope->arena, sizeof(*entry));
	scope->spare = entry->older;
	return entry;
}

struct scope_entry *scope_claim(struct scope *scope, const char *name, struct span span, void *what)
{
	uint32_t hash = names_hash(name);
	struct scope_slot *slot;
	struct scope_entry *entry;

	if (scope->count >= scope->size / 2)
		grow(scope);
	slot = find(scope, name, hash);
	if (slot->entry)
		return slot->entry;
	entry = take(scope);
	*entry = (struct scope_entry){ scope->newest, name, hash, span, what };
	scope->newest = entry;
	scope->count++;
	*slot = (struct scope_slot){ entry, hash };
	return NULL;
}

void scope_add(struct scope *scope, const char *name, struct span span, void *what)
{
	(void)scope_claim(scope, name, span, what);
}
