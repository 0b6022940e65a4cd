/* SPDX-License-Identifier: MIT */
/* gs_text and gs_blob: owned bytes, their capacity before them. */
#include "runtime/base/held.h"

#include <stdlib.h>
#include <string.h>

enum { SECRET = 1 };

/* Its bytes are room for text; with the head they are a multiple of 8, so `room` has bits to spare:
 * what is SECRET is wiped before it is freed, and what follows in its place is SECRET again. */
struct block {
	uint32_t room;
	uint8_t bytes[];
};

/* Where a secret text points that was never set. */
static const struct block hidden = { .room = SECRET };

static struct block *block_of(const void *data)
{
	return (struct block *)((uintptr_t)data - offsetof(struct block, bytes));
}

static uint32_t room_of(const struct block *block)
{
	return block ? block->room & ~(uint32_t)SECRET : 0;
}

/* Room for `len` bytes at least. NULL: no memory, or more than a head can say. */
static struct block *make(size_t len, uint32_t flags)
{
	size_t whole = (sizeof(struct block) + len + 7) / 8 * 8;
	struct block *block = whole <= UINT32_MAX ? malloc(whole) : NULL;

	if (block)
		block->room = (uint32_t)(whole - sizeof(*block)) | flags;
	return block;
}

static void release(struct block *block)
{
	if (!block || room_of(block) == 0)
		return;
	if (block->room & SECRET)
		explicit_bzero(block->bytes, room_of(block));
	free(block);
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
	size_t grown = room_of(old) + (size_t)room_of(old) / 2;

	if (!old || room_of(old) < len) {
		block = make(grown > len ? grown : len, old ? old->room & SECRET : 0);
		if (!block && grown > len)
			block = make(len, old->room & SECRET);
		if (!block)
			return NULL;
	}
	if (len > 0)
		memmove(block->bytes, from, len);
	if (block != old)
		release(old);
	else if (block->room & SECRET)
		explicit_bzero(block->bytes + len, room_of(block) - len);
	return block->bytes;
}

static void drop(const void *data)
{
	if (data)
		release(block_of(data));
}

void gs__text_hide(void *text)
{
	gs_bytes view;

	memcpy(&view, text, sizeof(view)); /* a gs_str has the same members */
	if (!view.data)
		view.data = hidden.bytes;
	else if (room_of(block_of(view.data)) > 0)
		block_of(view.data)->room |= SECRET;
	memcpy(text, &view, sizeof(view));
}

bool gs__text_is_hidden(const void *text)
{
	gs_bytes view;

	memcpy(&view, text, sizeof(view));
	return view.data && block_of(view.data)->room & SECRET;
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
