/* SPDX-License-Identifier: MIT */
#include "gsc/check/scope.h"

#include "gsc/base/arena.h"
#include "gsc/model/names.h"

#include <string.h>

void scope_init(struct scope *scope, struct arena *arena)
{
	*scope = (struct scope){ .arena = arena };
}

static struct scope_entry *find(const struct scope *scope, const char *name, uint32_t hash)
{
	struct scope_entry *entry;

	if (!scope->count)
		return NULL;
	entry = scope->buckets[hash & (scope->bucket_count - 1)];
	while (entry && (entry->hash != hash || strcmp(entry->name, name) != 0))
		entry = entry->chain;
	return entry;
}

struct scope_entry *scope_find(const struct scope *scope, const char *name)
{
	return scope->count ? find(scope, name, names_hash(name)) : NULL;
}

static void hang(struct scope *scope, struct scope_entry *entry)
{
	size_t at = entry->hash & (scope->bucket_count - 1);

	entry->chain = scope->buckets[at];
	scope->buckets[at] = entry;
}

static void grow(struct scope *scope)
{
	struct scope_entry **old = scope->buckets;
	size_t count = scope->bucket_count;

	scope->bucket_count = count ? count * 4 : 8;
	scope->buckets = arena_take_many(
		scope->arena, scope->bucket_count, sizeof(struct scope_entry *));
	for (size_t i = 0; i < count; i++) {
		for (struct scope_entry *entry = old[i], *next; entry; entry = next) {
			next = entry->chain;
			hang(scope, entry);
		}
	}
}

void scope_clear(struct scope *scope)
{
	size_t left = scope->count;

	for (size_t i = 0; left; i++) {
		for (struct scope_entry *entry = scope->buckets[i], *next; entry; entry = next) {
			next = entry->chain;
			entry->chain = scope->spare;
			scope->spare = entry;
			left--;
		}
		scope->buckets[i] = NULL;
	}
	scope->count = 0;
}

static struct scope_entry *take(struct scope *scope)
{
	struct scope_entry *entry = scope->spare;

	if (!entry)
		return arena_take(scope->arena, sizeof(*entry));
	scope->spare = entry->chain;
	return entry;
}

static void add(struct scope *scope, const char *name, uint32_t hash, struct span span, void *what)
{
	struct scope_entry *entry = take(scope);

	if (scope->count >= scope->bucket_count)
		grow(scope);
	*entry = (struct scope_entry){ .name = name, .hash = hash, .span = span, .what = what };
	hang(scope, entry);
	scope->count++;
}

void scope_add(struct scope *scope, const char *name, struct span span, void *what)
{
	add(scope, name, names_hash(name), span, what);
}

struct scope_entry *scope_claim(struct scope *scope, const char *name, struct span span, void *what)
{
	uint32_t hash = names_hash(name);
	struct scope_entry *first = find(scope, name, hash);

	if (!first)
		add(scope, name, hash, span, what);
	return first;
}
