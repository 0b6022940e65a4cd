/* SPDX-License-Identifier: MIT */
/* The instances of a keyed server as others see them: one by its ref or key, all for a signal. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/server/dispatch.h"
#include "runtime/server/line.h"

enum {
	SHARE = 256,  /* instances that are told of a signal in a turn */
	HEX_MAX = 128 /* bytes of a key in figures: half of what gs takes for one */
};

/* A key in its C form. */
union gs__any_key {
	gs_str text;
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;
};

/* With a body, and without an end to its rest: to be looked at is nothing that keeps it. */
static struct gs__instance *look_at(struct gs__keyed *k, struct gs__slot *slot)
{
	if (!slot || !gs__keyed_embody(k, slot))
		return NULL;
	gs__loop_later(gs__keyed_loop(k), GS__PHASE_QUEUES, &slot->body->task);
	return slot->body;
}

/* Refs to keys. */

static bool is_text(const struct gs_key *key)
{
	return key->kind == GS_STRING || key->kind == GS_BYTES;
}

/* The key that a ref names, in its C form. */
static gs_status key_of(struct gs__keyed *k, gs_ref ref, union gs__any_key *to)
{
	const struct gs_key *key = k->slots.key;
	struct gs__slot *slot;

	to->u64 = 0;
	if (k->addressed && ref.gs_place == k->addressed) {
		memcpy(to, &ref.gs_part, sizeof(ref.gs_part));
		if (!is_text(key))
			return GS_OK;
		return gs__known_key(&k->known, ref.gs_part, &to->text) ? GS_OK : GS_NO_SERVER;
	}
	if (!ref.gs_part)
		return GS_NO_CLAUSE;
	slot = gs__slab_get(&k->slots.slab, ref.gs_part);
	if (!slot)
		return GS_DOWN;
	memcpy(to, (char *)gs__slot_state(slot) + key->at, key->size); /* a text's view is first */
	return GS_OK;
}

struct gs__instance *gs__keyed_at(struct gs__keyed *k, gs_ref ref)
{
	union gs__any_key any;
	struct gs__key key;

	if (ref.gs_place != k->addressed)
		return look_at(k, gs__slab_get(&k->slots.slab, ref.gs_part));
	if (key_of(k, ref, &any) != GS_OK)
		return NULL;
	key = gs__slots_key(&k->slots, &any);
	return look_at(k, gs__slots_find(&k->slots, &key));
}

gs_status gs__keyed_address(struct gs__keyed *k, gs_ref ref, const struct gs__handler *handler,
	const void *in, const void **message)
{
	const struct gs_record *from = handler->clause->in;
	const struct gs_record *to = handler->keyed->clause->in;
	union gs__any_key key;
	gs_status status = key_of(k, ref, &key);
	char *made;

	if (status != GS_OK)
		return status;
	made = gs__arena_zeroed(&k->place->node->arena, to->size);
	if (!made)
		return GS_NO_MEMORY;
	memcpy(made + to->fields[0].at, &key, to->fields[0].size);
	for (uint32_t i = 0; from && i < from->count; i++)
		memcpy(made + to->fields[i + 1].at, (const char *)in + from->fields[i].at,
			from->fields[i].size);
	*message = made;
	return GS_OK;
}

/* Refs to keys have a place of their own, so that the part has room for a key. */
static bool address(struct gs__keyed *k)
{
	struct gs__slab *places = &k->place->node->places;
	struct gs__place *place = k->addressed ? NULL : gs__slab_take(places, &k->addressed);

	if (place)
		place->instance = k->place;
	return k->addressed;
}

void gs__keyed_unaddress(struct gs__keyed *k)
{
	struct gs__slab *places = &k->place->node->places;

	gs__known_free(&k->known);
	if (k->addressed)
		gs__slab_drop(places, gs__slab_get(places, k->addressed));
}

gs_ref gs_at(gs_ctx *ctx, gs_ref line, const struct gs_class *server, const void *key)
{
	const struct gs__place *place = gs__place_at(ctx->node, line);
	struct gs__keyed *k = place && place->instance ? place->instance->keyed : NULL;
	gs_ref ref = { 0 };
	gs_str text;

	if (!k || k->place->kind->class != server || !address(k))
		return ref;
	if (!is_text(k->slots.key)) {
		memcpy(&ref.gs_part, key, k->slots.key->size);
	} else {
		memcpy(&text, key, sizeof(text));
		ref.gs_part = gs__known_number(&k->known, text);
		if (!ref.gs_part)
			return ref;
	}
	ref.gs_place = k->addressed;
	return ref;
}

/* The enumerator of that name. */
static bool read_name(const struct gs_enum *names, gs_str text, union gs__any_key *to)
{
	for (uint32_t i = 0; names && i < names->count; i++) {
		if (!gs__str_is(text, names->values[i].name))
			continue;
		to->u32 = (uint32_t)names->values[i].value;
		return true;
	}
	return false;
}

/* Figures, which say one of the numbers that such a key may be. */
static bool read_figures(const struct gs_key *key, gs_str text, uint64_t *to)
{
	bool is_signed = (key->kind >= GS_I8 && key->kind <= GS_I64) || key->kind == GS_ENUM;
	uint64_t number, most = UINT64_MAX >> (64 - 8 * key->size);
	char figures[32], *from, *end;
	bool is_negative;

	if (text.len == 0 || text.len >= sizeof(figures))
		return false;
	memcpy(figures, text.data, text.len);
	figures[text.len] = '\0';
	is_negative = is_signed && figures[0] == '-';
	from = figures + is_negative;
	if (*from < '0' || *from > '9')
		return false;
	errno = 0;
	number = strtoull(from, &end, 10);
	*to = is_negative ? 0 - number : number;
	most = is_signed ? most / 2 + is_negative : most;
	return end == figures + text.len && errno == 0 && number <= most;
}

/* The key as it would stand in a message: text, bytes, names as they are, the rest in figures. */
static bool read_key(const struct gs_key *key, gs_str text, union gs__any_key *to)
{
	if (is_text(key)) {
		to->text = text;
		return true;
	}
	if (key->kind == GS_BOOL) {
		to->u8 = gs__str_is(text, "true");
		return to->u8 || gs__str_is(text, "false");
	}
	if (read_name(key->names, text, to))
		return true;
	if (!read_figures(key, text, &to->u64))
		return false;
	if (key->size == 1)
		to->u8 = (uint8_t)to->u64;
	else if (key->size == 2)
		to->u16 = (uint16_t)to->u64;
	else if (key->size == 4)
		to->u32 = (uint32_t)to->u64;
	return true;
}

static int hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* "0x0001": bytes that are no text; `room`: of half of it at least. False: it is not of that form.
 */
static bool read_hex(gs_str text, char *room, gs_str *bytes)
{
	if (text.len < 2 || text.len % 2 != 0 || memcmp(text.data, "0x", 2) != 0)
		return false;
	for (uint32_t i = 2; i < text.len; i += 2) {
		int high = hex(text.data[i]), low = hex(text.data[i + 1]);

		if (high < 0 || low < 0)
			return false;
		room[i / 2 - 1] = (char)(high << 4 | low);
	}
	*bytes = (gs_str){ room, text.len / 2 - 1 };
	return true;
}

static struct gs__slot *find(struct gs__keyed *k, const union gs__any_key *any)
{
	struct gs__key key = gs__slots_key(&k->slots, any);

	return gs__slots_find(&k->slots, &key);
}

struct gs__instance *gs__keyed_named(struct gs__keyed *k, gs_str text)
{
	union gs__any_key any = { .u64 = 0 };
	struct gs__slot *slot;
	char bytes[HEX_MAX];

	if (!read_key(k->slots.key, text, &any))
		return NULL;
	slot = find(k, &any);
	if (!slot && k->slots.key->kind == GS_BYTES && text.len / 2 <= sizeof(bytes) &&
		read_hex(text, bytes, &any.text))
		slot = find(k, &any);
	return look_at(k, slot);
}

/* Signals. Who is told has a body until it has handled it: so not all are told at once. */

static void tell(struct gs__keyed *k, struct gs__slot *slot)
{
	if (slot->body && slot->body->life != GS__RUNNING)
		return;
	if (gs__keyed_embody(k, slot))
		gs__signal(slot->body, k->signals);
	else
		gs__node_log(k->place->node, GS_ERROR, k->place->name,
			"a signal was dropped: no memory");
}

void gs__keyed_run_signals(struct gs__task *task)
{
	struct gs__keyed *k = GS__CONTAINER(task, struct gs__keyed, signalling);
	struct gs__slot *slot = NULL;

	for (int i = 0; i < SHARE; i++) {
		slot = gs__slab_next(&k->slots.slab, &k->signalled);
		if (!slot)
			break;
		tell(k, slot);
	}
	if (!slot) {
		k->signals = k->more_signals;
		k->more_signals = 0;
		k->signalled = 0;
	}
	if (k->signals)
		gs__loop_later(gs__keyed_loop(k), GS__PHASE_QUEUES, task);
}

void gs__keyed_signal(struct gs__keyed *k, uint64_t signals)
{
	if (k->is_stopping)
		return;
	*(k->signals ? &k->more_signals : &k->signals) |= signals;
	gs__loop_later(gs__keyed_loop(k), GS__PHASE_QUEUES, &k->signalling);
}

void gs__keyed_hush(struct gs__keyed *k)
{
	gs__loop_never(&k->signalling);
	k->signals = k->more_signals = 0;
	k->signalled = 0;
}
