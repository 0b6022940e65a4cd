/* SPDX-License-Identifier: MIT */
#include "runtime/server/known.h"

#include <string.h>

/* Of the map; text and bytes are the same to it. */
struct entry {
	struct gs_links links;
	gs_text key;
	uint64_t number;
};

static const struct gs_field fields[] = {
	{ .name = "key", .kind = GS_STRING, GS_AT(struct entry, key) },
	{ .name = "number", .kind = GS_U64, GS_AT(struct entry, number) },
};

static const struct gs_record pair = {
	.name = "pair",
	.fields = fields,
	.count = GS_COUNT(fields),
	.size = sizeof(struct entry),
};

void gs__known_init(struct gs__known *known, struct gs__home *home, uint32_t max)
{
	memset((void *)known, 0, sizeof(*known));
	gs__map_settle(&known->map, home);
	gs__slab_init(&known->slab, sizeof(gs_str), max);
	known->max = max;
}

void gs__known_free(struct gs__known *known)
{
	gs__map_drop(&known->map, &pair);
	gs__slab_free(&known->slab);
}

static void forget_oldest(struct gs__known *known)
{
	uint64_t *number;
	gs_str key;

	if (!gs_map_first(&known->map, &pair, &key, &number))
		return;
	gs__slab_drop(&known->slab, gs__slab_get(&known->slab, *number));
	gs_map_del(&known->map, &pair, &key);
}

uint64_t gs__known_number(struct gs__known *known, gs_str key)
{
	uint64_t *number = gs_map_touch(&known->map, &pair, &key);
	uint64_t id;
	gs_str *own;

	if (number)
		return *number;
	if (known->map.len >= known->max)
		forget_oldest(known);
	own = gs__slab_take(&known->slab, &id);
	number = own ? gs_map_put(&known->map, &pair, known->max, &key, NULL) : NULL;
	if (!number) {
		if (own)
			gs__slab_drop(&known->slab, own);
		return 0;
	}
	*number = id;
	memcpy(own, (char *)number - offsetof(struct entry, number) + offsetof(struct entry, key),
		sizeof(*own)); /* the view of the entry's own key */
	return id;
}

bool gs__known_key(const struct gs__known *known, uint64_t number, gs_str *key)
{
	const gs_str *own = gs__slab_get(&known->slab, number);

	if (own)
		*key = *own;
	return own;
}
