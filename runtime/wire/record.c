/* SPDX-License-Identifier: MIT */
/* The fast ways, and what the readers and writers share. */
#include "runtime/wire/record.h"

#include "runtime/base/str.h"
#include "runtime/wire/check.h"
#include "runtime/wire/complete.h"

#include <inttypes.h>

static bool is_map(const struct gs_reader *in)
{
	return gs__reader_left(in) > 0 &&
	       ((*in->at & 0xf0) == 0x80 || *in->at == 0xde || *in->at == 0xdf);
}

bool gs__record_is_within(const struct gs_record *record, size_t len, struct gs__words *words)
{
	struct gs__place root = { .name = record->name };

	if (!record->limit || len <= record->limit)
		return true;
	return gs__bad(words, &root, "%zu bytes are more than %" PRIu64, len, record->limit);
}

bool gs__record_take(struct gs_reader *in, const struct gs_record *record, void *to, bool *by_name)
{
	const uint8_t *next;

	if (!record || !record->read || (!record->bare && is_map(in)))
		return gs__record_read(in, record, to, by_name, NULL) == GS__GOOD;
	if (by_name && !record->bare)
		*by_name = false;
	next = record->read(in->at, in, to);
	if (next) {
		size_t len = (size_t)(next - in->at);

		in->at = next;
		return gs__record_is_within(record, len, NULL);
	}
	/* The table reads rare forms too, and a struct by name in an array. */
	return gs__record_read(in, record, to, NULL, NULL) == GS__GOOD;
}

static size_t written(const struct gs_writer *out)
{
	return out->bytes ? (size_t)(out->at - out->bytes) : 0;
}

void gs__record_give_up(struct gs_writer *out, size_t before)
{
	if (out->wipes && out->bytes)
		explicit_bzero(out->bytes + before, (size_t)(out->end - out->bytes) - before);
}

bool gs__record_put(
	struct gs_writer *out, const struct gs_record *record, const void *from, bool by_name)
{
	size_t before = written(out);
	uint8_t *next;

	if (!record || !record->write || by_name) {
		if (!gs__record_write(out, record, from, by_name))
			return false;
	} else {
		if (!gs_write_room(&out->at, out, record->room))
			return false;
		next = record->write(out->at, out, from);
		if (!next) {
			gs__record_give_up(out, before);
			return false;
		}
		out->at = next;
	}
	return !record || gs__record_is_within(record, written(out) - before, NULL);
}

void gs__record_blank(const struct gs_record *record, void *to)
{
	if (record->fallback)
		memcpy(to, record->fallback, record->size);
	else
		memset(to, 0, record->size);
}

const struct gs_field *gs__record_find(const struct gs_record *record, gs_str name)
{
	for (uint32_t i = 0; record && i < record->count; i++)
		if (gs__str_is(name, record->fields[i].name))
			return &record->fields[i];
	return NULL;
}

static bool is_secret(const struct gs_record *record)
{
	return record && record->is_secret;
}

bool gs__clause_is_secret(const struct gs_clause *clause)
{
	if (is_secret(clause->in) || is_secret(clause->out))
		return true;
	for (const struct gs_error *const *error = clause->raises; error && *error; error++)
		if (is_secret((*error)->fields))
			return true;
	return false;
}

uint64_t gs__clause_answer_max(const struct gs_clause *clause)
{
	uint64_t max = clause->out ? clause->out->encoded_max : 0;

	for (const struct gs_error *const *at = clause->raises; at && *at; at++)
		if ((*at)->fields && (*at)->fields->encoded_max > max)
			max = (*at)->fields->encoded_max;
	return max;
}
