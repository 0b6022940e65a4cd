/* SPDX-License-Identifier: MIT */
/* gs_text and gs_blob: owned bytes, their capacity before them. */
#include <gs_tables.h>

#include <stdlib.h>
#include <string.h>

enum { LEAST = 16 }; /* bytes of the smallest block, with its head */

struct block {
	uint32_t room;
	uint8_t bytes[];
};

static struct block *block_of(const void *data)
{
	return (struct block *)((uintptr_t)data - offsetof(struct block, bytes));
}

/*
 * `data` (a block's bytes, or NULL) made to hold a copy of `from`, which may lie inside it. The new
 * bytes, or NULL: no memory, nothing changed. Grows by half at least, so that a text that gets
 * longer step by step is copied O(1) times a byte.
 */
static uint8_t *set(const void *data, const void *from, uint32_t len)
{
	struct block *old = data ? block_of(data) : NULL;
	struct block *block = old;
	size_t room;

	if (!old || old->room < len) {
		room = old ? old->room + (size_t)old->room / 2 : LEAST - sizeof(*old);
		if (room < len)
			room = ((size_t)len + sizeof(*old) + 7) / 8 * 8 - sizeof(*old);
		if (room > UINT32_MAX)
			room = UINT32_MAX;
		block = malloc(sizeof(*block) + room);
		if (!block)
			return NULL;
		block->room = (uint32_t)room;
	}
	if (len > 0)
		memmove(block->bytes, from, len);
	if (block != old)
		free(old);
	return block->bytes;
}

static void drop(const void *data)
{
	if (data)
		free(block_of(data));
}

/* The members are const to everybody else: what changes them writes the object as a whole. */

bool gs_text_set(gs_text *text, gs_str value)
{
	uint8_t *bytes = set(text->view.data, value.data, value.len);
	gs_str view = { .data = (const char *)bytes, .len = value.len };

	if (!bytes)
		return false;
	memcpy((void *)text, &view, sizeof(view));
	return true;
}

bool gs_blob_set(gs_blob *blob, gs_bytes value)
{
	gs_bytes view = { .data = set(blob->view.data, value.data, value.len), .len = value.len };

	if (!view.data)
		return false;
	memcpy((void *)blob, &view, sizeof(view));
	return true;
}

void gs_text_drop(gs_text *text)
{
	drop(text->view.data);
	memset((void *)text, 0, sizeof(*text));
}

void gs_blob_drop(gs_blob *blob)
{
	drop(blob->view.data);
	memset((void *)blob, 0, sizeof(*blob));
}

/* The compiler must not turn this into memcmp, which stops at the first difference. */
static bool is_equal(const void *a, const void *b, uint32_t len)
{
	const volatile uint8_t *x = a, *y = b;
	uint8_t differs = 0;

	for (uint32_t i = 0; i < len; i++)
		differs |= x[i] ^ y[i];
	return differs == 0;
}

bool gs_equal_str(gs_str a, gs_str b)
{
	return a.len == b.len && is_equal(a.data, b.data, a.len);
}

bool gs_equal_bytes(gs_bytes a, gs_bytes b)
{
	return a.len == b.len && is_equal(a.data, b.data, a.len);
}

bool gs_same(gs_ref a, gs_ref b)
{
	return a.gs_place == b.gs_place && a.gs_part == b.gs_part;
}
