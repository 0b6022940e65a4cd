/* SPDX-License-Identifier: MIT */
/*
 * A hash table from byte strings to pointers: the names of instances, of clauses.
 *
 * The keys are borrowed: each lives at least as long as its entry. The hash is keyed
 * (SipHash-1-3), so that who chooses names cannot make them collide; the key comes from the
 * caller (gs__io_random). Not for hot paths that need bounded growth: a put may move the whole
 * table.
 */
#ifndef GS_BASE_TABLE_H
#define GS_BASE_TABLE_H

#include <gs.h>

struct gs__table_entry;

struct gs__table {
	struct gs__table_entry *entries;
	uint32_t mask;  /* their count - 1 */
	uint32_t count; /* entries in use */
	uint64_t key[2];
};

void gs__table_init(struct gs__table *table, const uint64_t key[2]); /* allocates nothing */
void gs__table_free(struct gs__table *table);

void *gs__table_get(const struct gs__table *table, gs_str key); /* NULL: absent */

/* Adds or replaces (`value` is not NULL). False: no memory, nothing changed. */
bool gs__table_put(struct gs__table *table, gs_str key, void *value);

/* Adds. False: the key is there already, or no memory; nothing changed. */
bool gs__table_add(struct gs__table *table, gs_str key, void *value);

void *gs__table_del(struct gs__table *table, gs_str key); /* what was there, or NULL */

/* All entries, in no order: `*at` is 0 at first; NULL: no more. Nothing may change meanwhile. */
void *gs__table_next(const struct gs__table *table, uint32_t *at, gs_str *key);

#endif
