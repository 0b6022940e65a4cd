/* SPDX-License-Identifier: MIT */
#include "runtime/base/held.h"

#include "runtime/base/member.h"

#include <string.h>

/* Of structs that are set as a whole: nothing in them needs more of its home. */
static void leave(struct gs__home *home, gs_timer timer)
{
	(void)home, (void)timer;
}

static const struct gs__home hidden = {
	.wipes = true,
	.cancel = leave,
	.no_list = { { .home = (struct gs__home *)&hidden } },
};

void gs__home_init(struct gs__home *home, const uint64_t key[2], bool wipes,
	void (*cancel)(struct gs__home *home, gs_timer timer))
{
	*home = (struct gs__home){
		.key = { key[0], key[1] },
		.wipes = wipes,
		.cancel = cancel,
		.no_map.home = home,
		.no_list = { { .home = home } },
	};
}

static bool copy_text(void *to, const void *from)
{
	gs_str text;

	memcpy(&text, from, sizeof(text)); /* a gs_bytes has the same members */
	return text.len == 0 || gs_text_set(to, text);
}

/* The fields that a value has: all of a struct, one of a union. Gives the first, and how many. */
static const struct gs_field *fields_of(
	const struct gs_record *record, const void *at, uint32_t *count)
{
	*count = record->count;
	if (!record->is_union)
		return record->fields;
	*count = gs__union_tag(at) < record->count;
	return gs__union_member(record, at);
}

static bool copy_record(const struct gs_record *record, uint8_t *to, const uint8_t *from)
{
	const struct gs_field *fields;
	uint32_t count;

	if (!record->owns) {
		memcpy(to, from, record->size);
		return true;
	}
	fields = fields_of(record, from, &count);
	if (record->is_union)
		memcpy(to, from, sizeof(uint32_t)); /* the tag */
	for (uint32_t i = 0; i < count; i++) {
		if (!gs__held_copy(&fields[i], to + fields[i].at, from + fields[i].at))
			return false;
	}
	return true;
}

bool gs__held_copy(const struct gs_field *field, void *to, const void *from)
{
	uint32_t at;

	switch ((enum gs_kind)field->kind) {
	case GS_STRING:
	case GS_BYTES: return copy_text(to, from);
	case GS_LIST: return gs__list_copy(field->item, to, from);
	case GS_RECORD: return copy_record(field->record, to, from);
	case GS_MAP:
	case GS_EXTERN: return true; /* not in messages: zero in what is copied */
	case GS_OPTIONAL:
		at = field->item->at;
		memcpy(to, from, sizeof(bool));
		return !*(const bool *)from ||
		       gs__held_copy(field->item, (uint8_t *)to + at, (const uint8_t *)from + at);
	default: memcpy(to, from, field->size); return true;
	}
}

bool gs__held_owns(const struct gs_field *field)
{
	switch ((enum gs_kind)field->kind) {
	case GS_STRING:
	case GS_BYTES:
	case GS_LIST:
	case GS_MAP:
	case GS_TIMER: return true;
	case GS_EXTERN: return field->drop;
	case GS_OPTIONAL: return gs__held_owns(field->item);
	case GS_RECORD: return field->record->owns;
	default: return false;
	}
}

void gs__held_settle_record(const struct gs_record *record, void *at, struct gs__home *home)
{
	uint32_t count;
	const struct gs_field *fields = fields_of(record, at, &count);

	for (uint32_t i = 0; record->owns && i < count; i++)
		gs__held_settle(&fields[i], (uint8_t *)at + fields[i].at, home);
}

void gs__held_settle(const struct gs_field *field, void *at, struct gs__home *home)
{
	switch ((enum gs_kind)field->kind) {
	case GS_STRING:
	case GS_BYTES:
		if (home && home->wipes)
			gs__text_hide(at);
		break;
	case GS_LIST:
		if (gs__held_owns(field->item) || (home && home->wipes))
			gs__list_settle(field->item, at, home);
		break;
	case GS_MAP: gs__map_settle(at, home); break;
	case GS_OPTIONAL:
		gs__held_settle(field->item, (uint8_t *)at + field->item->at, home);
		break;
	case GS_RECORD: gs__held_settle_record(field->record, at, home); break;
	default: break;
	}
}

static void drop_timer(const void *at, struct gs__home *home)
{
	gs_timer timer;

	memcpy(&timer, at, sizeof(timer));
	if (timer.gs_id && home)
		home->cancel(home, timer);
}

/* What was never set is not dropped: the user's function need not know of zero. */
static void drop_extern(const struct gs_field *field, uint8_t *at)
{
	for (uint32_t i = 0; field->drop && i < field->size; i++) {
		if (at[i]) {
			field->drop(at);
			return;
		}
	}
}

void gs__held_drop_record(const struct gs_record *record, void *at, struct gs__home *home)
{
	uint32_t count;
	const struct gs_field *fields = fields_of(record, at, &count);

	for (uint32_t i = 0; record->owns && i < count; i++)
		gs__held_drop(&fields[i], (uint8_t *)at + fields[i].at, home);
}

void gs__held_drop(const struct gs_field *field, void *at, struct gs__home *home)
{
	switch ((enum gs_kind)field->kind) {
	case GS_STRING: gs_text_drop(at); break;
	case GS_BYTES: gs_blob_drop(at); break;
	case GS_LIST: gs__list_drop(field->item, at); break;
	case GS_MAP: gs__map_drop(at, field->record); break;
	case GS_TIMER: drop_timer(at, home); break;
	case GS_EXTERN: drop_extern(field, at); break;
	case GS_OPTIONAL: gs__held_drop(field->item, (uint8_t *)at + field->item->at, home); break;
	case GS_RECORD: gs__held_drop_record(field->record, at, home); break;
	default: break;
	}
}

bool gs__held_begin(const struct gs_field *field, void *at, struct gs__home *home)
{
	const struct gs_record *record = field->kind == GS_RECORD ? field->record : NULL;

	if (record && record->fallback && !copy_record(record, at, record->fallback)) {
		gs__held_drop_record(record, at, home);
		return false;
	}
	gs__held_settle(field, at, home);
	return true;
}

bool gs_hold(const struct gs_field *field, void *owner, const void *value)
{
	return gs__held_copy(field, (uint8_t *)owner + field->at, value);
}

/* Does what the field holds say whether it is hidden, even if it is empty? */
static bool has_mark(const struct gs_field *field)
{
	switch ((enum gs_kind)field->kind) {
	case GS_STRING:
	case GS_BYTES:
	case GS_LIST: return true;
	case GS_OPTIONAL: return has_mark(field->item);
	case GS_RECORD:
		for (uint32_t i = 0; i < field->record->count; i++)
			if (has_mark(&field->record->fields[i]))
				return true;
		return false;
	default: return false;
	}
}

static bool holds_hidden(const struct gs_record *record, const void *held);

static bool is_hidden(const struct gs_field *field, const uint8_t *at)
{
	switch ((enum gs_kind)field->kind) {
	case GS_STRING:
	case GS_BYTES: return gs__text_is_hidden(at);
	case GS_LIST: return gs__list_is_hidden(at);
	case GS_OPTIONAL: return is_hidden(field->item, at + field->item->at);
	case GS_RECORD: return holds_hidden(field->record, at);
	default: return false;
	}
}

/* Does a struct in state have its home in one that wipes? */
static bool holds_hidden(const struct gs_record *record, const void *held)
{
	uint32_t count;
	const struct gs_field *fields = fields_of(record, held, &count);

	/* A member without one may stand where another was secret: wiping too much harms nobody. */
	if (record->is_union && record->owns && count && !has_mark(fields))
		return true;
	for (uint32_t i = 0; record->owns && i < count; i++)
		if (is_hidden(&fields[i], (const uint8_t *)held + fields[i].at))
			return true;
	return false;
}

bool gs_held_set(const struct gs_record *record, void *held, const void *value, void *fresh)
{
	bool is_hidden = record->is_hidden || holds_hidden(record, held);
	struct gs__home *home = is_hidden ? (struct gs__home *)&hidden : NULL;
	bool is_good;

	memset(fresh, 0, record->size);
	is_good = copy_record(record, fresh, value);
	if (home)
		gs__held_settle_record(record, fresh, home);
	gs__held_drop_record(record, is_good ? held : fresh, NULL);
	if (is_good)
		memcpy(held, fresh, record->size);
	if (home)
		explicit_bzero(fresh, record->size);
	return is_good;
}

bool gs__held_become(const struct gs_record *record, void *held, uint32_t tag, void *fresh,
	struct gs__home *home)
{
	const struct gs_field *member;

	if (tag >= record->count)
		return false;
	member = &record->fields[tag];
	memset(fresh, 0, record->size);
	memcpy(fresh, &tag, sizeof(tag));
	if (!gs__held_begin(member, (uint8_t *)fresh + member->at, home))
		return false;
	gs__held_drop_record(record, held, home);
	memcpy(held, fresh, record->size);
	return true;
}
