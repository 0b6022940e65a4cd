/* SPDX-License-Identifier: MIT */
#include "runtime/server/slots.h"

#include <string.h>

#include "runtime/base/hash.h"
#include "runtime/base/held.h"

void gs__slots_init(struct gs__slots *slots, const struct gs_class *class, const uint64_t secret[2])
{
	*slots = (struct gs__slots){
		.key = class->key,
		.secret = { secret[0], secret[1] },
		.wipes = class->is_secret,
	};
	gs__slab_init(&slots->slab, sizeof(struct gs__slot) + class->state_size, GS__SLOTS_MAX);
}

void gs__slots_free(struct gs__slots *slots)
{
	gs__index_free(&slots->index);
	gs__slab_free(&slots->slab);
}

static bool is_text(const struct gs_key *key)
{
	return key->kind == GS_STRING || key->kind == GS_BYTES;
}

/* gs_str and gs_bytes, and the views of owned ones, are a pointer and a length. */
static struct gs__key key_at(const struct gs_key *key, const void *at)
{
	struct gs__key found = { at, key->size, 0 };
	gs_bytes bytes;

	if (is_text(key)) {
		memcpy(&bytes, at, sizeof(bytes));
		found.bytes = bytes.data;
		found.len = bytes.len;
	}
	return found;
}

struct gs__key gs__slots_key(const struct gs__slots *slots, const void *message)
{
	struct gs__key key = key_at(slots->key, message);
	uint64_t word = 0;

	if (is_text(slots->key)) {
		key.hash = gs__hash(slots->secret, key.bytes, key.len);
	} else {
		memcpy(&word, key.bytes, key.len);
		key.hash = gs__hash_word(slots->secret, word);
	}
	return key;
}

static void *own_key(const struct gs__slots *slots, struct gs__slot *slot)
{
	return (char *)gs__slot_state(slot) + slots->key->at;
}

static struct gs__slot *slot_at(const struct gs__slots *slots, uint32_t number)
{
	return gs__slab_at(&slots->slab, number);
}

static uint32_t number_of(const struct gs__slot *slot)
{
	return (uint32_t)gs__slab_id(slot);
}

static bool is_key(const struct gs__slots *slots, struct gs__slot *slot, const struct gs__key *key)
{
	struct gs__key own;

	if (slot->hash != key->hash)
		return false;
	own = key_at(slots->key, own_key(slots, slot));
	return own.len == key->len && (own.len == 0 || memcmp(own.bytes, key->bytes, own.len) == 0);
}

struct gs__slot *gs__slots_find(struct gs__slots *slots, const struct gs__key *key)
{
	struct gs__seek seek;
	uint32_t number;

	if (slots->slab.count == 0)
		return NULL;
	number = gs__index_first(&slots->index, key->hash, &seek);
	while (number != GS__NO_NUMBER && !is_key(slots, slot_at(slots, number), key))
		number = gs__index_next(&slots->index, key->hash, &seek);
	return number != GS__NO_NUMBER ? slot_at(slots, number) : NULL;
}

struct gs__slot *gs__slots_take(struct gs__slots *slots)
{
	return gs__index_prepare(&slots->index, slots->slab.count)
		       ? gs__slab_take(&slots->slab, NULL)
		       : NULL;
}

static bool set_key(void *own, const struct gs_key *key, const struct gs__key *from)
{
	if (is_text(key) && key->is_secret)
		gs__text_hide(own);
	if (key->kind == GS_STRING)
		return gs_text_set(own, (gs_str){ from->bytes, from->len });
	if (key->kind == GS_BYTES)
		return gs_blob_set(own, (gs_bytes){ from->bytes, from->len });
	memcpy(own, from->bytes, from->len);
	return true;
}

static void drop_key(void *own, const struct gs_key *key)
{
	if (key->kind == GS_STRING)
		gs_text_drop(own);
	else if (key->kind == GS_BYTES)
		gs_blob_drop(own);
}

bool gs__slots_put(struct gs__slots *slots, struct gs__slot *slot, const struct gs__key *key)
{
	void *own = own_key(slots, slot);

	if (!set_key(own, slots->key, key))
		return false;
	slot->hash = key->hash;
	if (gs__index_add(&slots->index, slot->hash, number_of(slot)))
		return true;
	drop_key(own, slots->key);
	return false;
}

void gs__slots_del(struct gs__slots *slots, struct gs__slot *slot)
{
	gs__index_remove(&slots->index, slot->hash, number_of(slot));
	drop_key(own_key(slots, slot), slots->key);
}

void gs__slots_drop(struct gs__slots *slots, struct gs__slot *slot)
{
	if (slots->wipes)
		explicit_bzero(slot, slots->slab.size);
	gs__slab_drop(&slots->slab, slot);
}

/* Those that rest. */

static uint32_t *newer_of(struct gs__slots *slots, uint32_t link)
{
	return link ? &slot_at(slots, link - 1)->newer : &slots->oldest;
}

static uint32_t *older_of(struct gs__slots *slots, uint32_t link)
{
	return link ? &slot_at(slots, link - 1)->older : &slots->newest;
}

void gs__slots_rest(struct gs__slots *slots, struct gs__slot *slot)
{
	slot->older = slots->newest;
	slot->newer = 0;
	*newer_of(slots, slot->older) = number_of(slot) + 1;
	slots->newest = number_of(slot) + 1;
	slot->rests = true;
}

void gs__slots_wake(struct gs__slots *slots, struct gs__slot *slot)
{
	*newer_of(slots, slot->older) = slot->newer;
	*older_of(slots, slot->newer) = slot->older;
	slot->rests = false;
}

struct gs__slot *gs__slots_oldest(const struct gs__slots *slots)
{
	return slots->oldest ? slot_at(slots, slots->oldest - 1) : NULL;
}
