/* SPDX-License-Identifier: MIT */
/*
 * Lists in state: a growing array whose head stands right before its first element, and moves along
 * with it when elements go at the front.
 *
 *   block  [ skipped places ][ head ][ element 0 ] ... [ element len-1 ][ free places ]
 *
 * (Of a fresh block nothing is skipped.) The C type is { T *const items; const uint32_t len; }, of
 * the layout of a list in a message.
 */
#include "runtime/base/held.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = sizeof(struct gs__list_head), LEAST = 4 };

struct list {
	uint8_t *items;
	uint32_t len;
};

_Static_assert(HEAD % 16 == 0, "elements are aligned for anything");

static struct list load(const void *at)
{
	struct list list = { 0 };

	memcpy(&list.items, at, sizeof(list.items));
	memcpy(&list.len, (const uint8_t *)at + offsetof(struct list, len), sizeof(list.len));
	return list;
}

static void store(void *at, const struct list *list)
{
	memcpy(at, &list->items, sizeof(list->items));
	memcpy((uint8_t *)at + offsetof(struct list, len), &list->len, sizeof(list->len));
}

static struct gs__list_head head_of(const struct list *list)
{
	struct gs__list_head head = { 0 };

	if (list->items)
		memcpy(&head, list->items - HEAD, HEAD);
	return head;
}

static uint8_t *block_of(const struct list *list, struct gs__list_head head, size_t size)
{
	return list->items - HEAD - head.skipped * size;
}

static bool wipes(struct gs__list_head head)
{
	return head.home && head.home->wipes;
}

static void free_block(const struct list *list, struct gs__list_head head, size_t size)
{
	uint8_t *block = block_of(list, head, size);

	if (wipes(head))
		explicit_bzero(block, HEAD + head.room * size);
	free(block);
}

/* Moves to a block of its own for `room` elements, which are at least those there. */
static bool move(struct list *list, struct gs__list_head head, size_t size, size_t room)
{
	struct gs__list_head fresh = { .home = head.home, .room = (uint32_t)room };
	uint8_t *block = room <= UINT32_MAX ? malloc(HEAD + room * size) : NULL;

	if (!block)
		return false;
	memcpy(block, &fresh, HEAD);
	if (list->len > 0)
		memcpy(block + HEAD, list->items, list->len * size);
	if (head.room > 0)
		free_block(list, head, size);
	list->items = block + HEAD;
	return true;
}

/* The elements go back to the start of their block: done where it makes room for as many more. */
static void pull(struct list *list, struct gs__list_head head, size_t size)
{
	uint8_t *block = block_of(list, head, size);

	memmove(block + HEAD, list->items, list->len * size);
	head.skipped = 0;
	memcpy(block, &head, HEAD);
	list->items = block + HEAD;
}

static bool make_room(struct list *list, size_t size)
{
	struct gs__list_head head = head_of(list);

	if (head.skipped + list->len < head.room)
		return true;
	if (head.skipped > list->len) {
		pull(list, head, size);
		return true;
	}
	return move(
		list, head, size, list->len < LEAST ? LEAST : list->len + (size_t)list->len / 2);
}

void *gs_list_push(void *at, const struct gs_field *item, uint32_t max)
{
	struct list list = load(at);
	uint8_t *element;

	if (list.len >= max || !make_room(&list, item->size))
		return NULL;
	store(at, &list);
	element = list.items + (size_t)list.len * item->size;
	memset(element, 0, item->size);
	if (!gs__held_begin(item, element, head_of(&list).home))
		return NULL;
	list.len++;
	store(at, &list);
	return element;
}

void *gs_list_at(const void *at, const struct gs_field *item, uint32_t i)
{
	struct list list = load(at);

	return i < list.len ? list.items + (size_t)i * item->size : NULL;
}

bool gs_list_remove(void *at, const struct gs_field *item, uint32_t i)
{
	struct list list = load(at);
	struct gs__list_head head = head_of(&list);
	size_t size = item->size;
	uint8_t *hole = list.items + i * size;

	if (i >= list.len)
		return false;
	gs__held_drop(item, hole, head.home);
	list.len--;
	if (i < list.len - i) {
		memmove(list.items + size, list.items, i * size);
		list.items += size;
		head.skipped++;
		memcpy(list.items - HEAD, &head, HEAD);
		hole = list.items - HEAD - size;
	} else {
		memmove(hole, hole + size, (list.len - i) * size);
		hole = list.items + list.len * size;
	}
	if (wipes(head))
		explicit_bzero(hole, size);
	store(at, &list);
	return true;
}

/* Without elements and block, but at home. */
static void empty(struct list *list, const struct gs_field *item)
{
	struct gs__list_head head = head_of(list);

	for (uint32_t i = 0; gs__held_owns(item) && i < list->len; i++)
		gs__held_drop(item, list->items + (size_t)i * item->size, head.home);
	if (head.room > 0)
		free_block(list, head, item->size);
	list->items = head.home ? (uint8_t *)(head.home->no_list + 1) : NULL;
	list->len = 0;
}

void gs_list_clear(void *at, const struct gs_field *item)
{
	struct list list = load(at);

	empty(&list, item);
	store(at, &list);
}

bool gs__list_copy(const struct gs_field *item, void *to, const void *from)
{
	struct list source = load(from), list = { 0 };
	size_t size = item->size;

	if (source.len == 0)
		return true;
	if (!move(&list, (struct gs__list_head){ 0 }, size, source.len))
		return false;
	memset(list.items, 0, source.len * size);
	for (; list.len < source.len; list.len++) {
		size_t offset = list.len * size;

		if (!gs__held_copy(item, list.items + offset, source.items + offset)) {
			list.len++; /* what there is of this one is dropped too */
			store(to, &list);
			return false;
		}
	}
	store(to, &list);
	return true;
}

void gs__list_settle(const struct gs_field *item, void *at, struct gs__home *home)
{
	struct list list = load(at);
	struct gs__list_head head;

	if (!home)
		return;
	if (!list.items) {
		list.items = (uint8_t *)(home->no_list + 1);
		store(at, &list);
		return;
	}
	head = head_of(&list);
	if (!home->wipes || head.room == 0)
		return;
	head.home = home;
	memcpy(list.items - HEAD, &head, HEAD);
	for (uint32_t i = 0; i < list.len; i++)
		gs__held_settle(item, list.items + (size_t)i * item->size, home);
}

bool gs__list_is_hidden(const void *at)
{
	struct list list = load(at);

	return wipes(head_of(&list));
}

void gs__list_drop(const struct gs_field *item, void *at)
{
	struct list list = load(at);

	empty(&list, item);
	store(at, &(struct list){ 0 });
}
