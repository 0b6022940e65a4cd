/* SPDX-License-Identifier: MIT */
#include "runtime/time/wheel_inside.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4096 };

/* Timers lie all over their memory: of that of many, large pages spare most searches for them. */
static void ask_for_large_pages(uint8_t *chunk, size_t size)
{
	size_t skip = PAGE - (uintptr_t)chunk % PAGE;

	if (size > 2 * (size_t)PAGE)
		madvise(chunk + skip, (size - skip) / PAGE * PAGE, MADV_HUGEPAGE);
}

static bool grow(struct gs__wheel_store *store, unsigned shift, size_t size)
{
	uint8_t *chunk;

	if (store->chunk_count == store->chunk_room) {
		uint32_t room = store->chunk_room ? 2 * store->chunk_room : 4;
		uint8_t **chunks = realloc(store->chunks, room * sizeof(*chunks));

		if (!chunks)
			return false;
		store->chunks = chunks;
		store->chunk_room = room;
	}
	chunk = malloc(size << shift);
	if (!chunk)
		return false;
	if (store->chunk_count > 0)
		ask_for_large_pages(chunk, size << shift);
	store->chunks[store->chunk_count++] = chunk;
	store->room += 1u << shift;
	return true;
}

uint32_t gs__wheel_new_record(struct gs__wheel *wheel)
{
	struct gs__wheel_store *store = &wheel->records;
	uint32_t link;

	if (store->used >= wheel->max ||
		(store->used == store->room &&
			!grow(store, GS__RECORDS_SHIFT, sizeof(struct gs__wheel_record))))
		return 0;
	link = ++store->used;
	gs__wheel_record(wheel, link)->generation = 1;
	return link;
}

bool gs__wheel_add_blocks(struct gs__wheel *wheel, uint32_t wanted)
{
	while (wheel->blocks.room - wheel->blocks_taken < wanted)
		if (!grow(&wheel->blocks, GS__BLOCKS_SHIFT, 256))
			return false;
	return true;
}

struct gs__wheel_block *gs__wheel_new_block(struct gs__wheel *wheel)
{
	uint32_t number = wheel->blocks.used++;
	struct gs__wheel_block *block = gs__wheel_block(wheel, number);

	block->number = number;
	return block;
}

static void drop(struct gs__wheel_store *store)
{
	for (uint32_t i = 0; i < store->chunk_count; i++)
		free(store->chunks[i]);
	free(store->chunks);
	*store = (struct gs__wheel_store){ 0 };
}

void gs__wheel_drop_store(struct gs__wheel *wheel)
{
	drop(&wheel->records);
	drop(&wheel->blocks);
	wheel->blocks_taken = 0;
	wheel->spare_block = NULL;
}
