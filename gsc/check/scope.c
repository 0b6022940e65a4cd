/* SPDX-License-Identifier: MIT */
#include "gsc/check/scope.h"

#include "gsc/base/arena.h"
#include "gsc/model/names.h"

#include <string.h>

void scope_init(struct scope *scope, struct arena *arena)
{
	*scope = (struct scope){ .arena = arena };
	scope->last = &scope->first;
}

struct scope_entry *scope_find(const struct scope *scope, const char *name)
{
	struct scope_entry *entry;

	if (!scope->bucket_count)
		return NULL;
	entry = scope->buckets[names_hash(name) & (scope->bucket_count - 1)];
	while (entry && strcmp(entry->name, name) != 0)
		entry = entry->chain;
	return entry;
}

static void hang(struct scope *scope, struct scope_entry *entry)
{
	size_t at = names_hash(entry->name) & (scope->bucket_count - 1);

	entry->chain = scope->buckets[at];
	scope->buckets[at] = entry;
}

static void grow(struct scope *scope)
{
	scope->bucket_count = scope->bucket_count ? scope->bucket_count * 4 : 8;
	scope->buckets = arena_take_many(
		scope->arena, scope->bucket_count, sizeof(*scope->buckets));
	for (struct scope_entry *entry = scope->first; entry; entry = entry->next)
		hang(scope, entry);
}

void scope_add(struct scope *scope, const char *name, struct span span, void *what)
{
	struct scope_entry *entry = arena_take(scope->arena, sizeof(*entry));

	if (scope->count >= scope->bucket_count)
		grow(scope);
	*entry = (struct scope_entry){ .name = name, .span = span, .what = what };
	hang(scope, entry);
	*scope->last = entry;
	scope->last = &entry->next;
	scope->count++;
}
