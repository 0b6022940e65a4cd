/* SPDX-License-Identifier: MIT */
/*
 * The table under the maps of state: entries that never move, in the order of insertion.
 *
 * An entry has a number. Numbers lead to places in chunks, links of numbers keep the order, and an
 * index of numbers finds keys (index.h), which grows in steps, so that no single put costs more
 * than that. The first few entries need no index: they are looked through. The hash is keyed with
 * the home's secret.
 *
 * A table is described by the record of its pair: the C struct of an entry, which begins with its
 * links; its fields are the key and the value. Keys of strings and bytes are owned copies. Users'
 * functions (gs_map_get ...) are declared in gs_tables.h; here is what held.c needs. Allocates when
 * it grows, says false or NULL without memory, and has then changed nothing.
 */
#ifndef GS_BASE_MAP_H
#define GS_BASE_MAP_H

#include <gs_tables.h>

#include "runtime/base/index.h"

struct gs__home;

/* What gs_map points to. */
struct gs_map_table {
	struct gs__home *home;
	uint8_t **chunks;
	uint32_t chunk_count;
	uint32_t chunk_room;
	uint32_t used;  /* numbers ever given: 0 .. used - 1 */
	uint32_t spare; /* 1 + the first number to be given again, a list; 0: none. Likewise: */
	uint32_t first; /* the oldest */
	uint32_t last;  /* the newest */
	struct gs__index index; /* without slots: entries are few */
};

enum { GS__MAP_FEW = 8 /* entries that need no index */ };

void gs__map_settle(void *map, struct gs__home *home);
void gs__map_drop(void *map, const struct gs_record *pair);

#endif
