/* SPDX-License-Identifier: MIT */
#include "runtime/wire/show.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/base/member.h"
#include "runtime/base/utf8.h"
#include "runtime/wire/check.h"

enum { BYTES_SHOWN = 32 };

static void put(struct gs__shown *out, const char *text, size_t len)
{
	size_t room = (size_t)(out->end - out->at);
	size_t fits = out->is_cut ? 0 : gs__utf8_cut(text, len, room);

	memcpy(out->at, text, fits);
	out->at += fits;
	out->is_cut = out->is_cut || fits < len;
}

void gs__show_text(struct gs__shown *out, const char *format, ...)
{
	char text[512];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (len > 0)
		put(out, text, (size_t)len < sizeof(text) ? (size_t)len : sizeof(text) - 1);
}

static void show_string(struct gs__shown *out, gs_str text)
{
	put(out, "\"", 1);
	for (uint32_t i = 0; i < text.len && !out->is_cut; i++) {
		unsigned char c = (unsigned char)text.data[i];
		size_t size = gs__utf8_char(text.data + i, text.len - i);

		if (c == '"' || c == '\\')
			gs__show_text(out, "\\%c", c);
		else if (c == '\n')
			put(out, "\\n", 2);
		else if (c < 0x20 || c == 0x7f || size == 0)
			gs__show_text(out, "\\x%02x", c);
		else
			put(out, text.data + i, size), i += (uint32_t)size - 1;
	}
	put(out, "\"", 1);
}

static void show_bytes(struct gs__shown *out, gs_bytes bytes)
{
	uint32_t count = bytes.len < BYTES_SHOWN ? bytes.len : BYTES_SHOWN;

	put(out, "0x", 2);
	for (uint32_t i = 0; i < count; i++)
		gs__show_text(out, "%02x", bytes.data[i]);
	if (count < bytes.len)
		gs__show_text(out, "... (%" PRIu32 " bytes)", bytes.len);
}

/* 2026-11-05T12:30:00.25Z */
static void show_time(struct gs__shown *out, int64_t ns)
{
	int64_t part = ns % GS_S(1);
	time_t seconds = (time_t)(ns / GS_S(1));
	int digits = 9;
	char text[32];
	struct tm utc;

	if (part < 0) {
		part += GS_S(1);
		seconds--;
	}
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", gmtime_r(&seconds, &utc));
	gs__show_text(out, "%s", text);
	for (; part != 0 && part % 10 == 0; part /= 10)
		digits--;
	if (part != 0)
		gs__show_text(out, ".%0*" PRId64, digits, part);
	put(out, "Z", 1);
}

static void show_integer(struct gs__shown *out, const struct gs_field *field, const void *from)
{
	bool is_signed = field->kind >= GS_I8;
	union {
		uint8_t u8;
		uint16_t u16;
		uint32_t u32;
		uint64_t u64;
	} value = { 0 };
	uint64_t n;

	memcpy(&value, from, field->size <= sizeof(value) ? field->size : sizeof(value));
	switch (field->size) {
	case 1: n = is_signed ? (uint64_t)(int8_t)value.u8 : value.u8; break;
	case 2: n = is_signed ? (uint64_t)(int16_t)value.u16 : value.u16; break;
	case 4: n = is_signed ? (uint64_t)(int32_t)value.u32 : value.u32; break;
	default: n = value.u64; break;
	}
	if (is_signed)
		gs__show_text(out, "%" PRId64, (int64_t)n);
	else
		gs__show_text(out, "%" PRIu64, n);
}

/* With as many digits as say it exactly. */
static void show_float(struct gs__shown *out, const struct gs_field *field, const void *from)
{
	bool is_wide = field->kind == GS_F64;
	int digits = is_wide ? 15 : 6, most = is_wide ? 17 : 9;
	char text[32];
	float narrow;
	double wide;

	memcpy(is_wide ? (void *)&wide : &narrow, from, is_wide ? sizeof(wide) : sizeof(narrow));
	if (!is_wide)
		wide = (double)narrow;
	do
		snprintf(text, sizeof(text), "%.*g", digits, wide);
	while (digits++ < most &&
		(is_wide ? strtod(text, NULL) != wide : (double)strtof(text, NULL) != wide));
	gs__show_text(out, "%s", text);
}

static void show_enum(struct gs__shown *out, const struct gs_enum *names, const void *from)
{
	int32_t value;

	memcpy(&value, from, sizeof(value));
	for (uint32_t i = 0; i < names->count; i++) {
		if (names->values[i].value == value) {
			gs__show_text(out, "%s", names->values[i].name);
			return;
		}
	}
	gs__show_text(out, "%" PRId32, value);
}

/* Handles say something to their process only: whether they are any. */
static void show_handle(struct gs__shown *out, const struct gs_field *field, const void *from)
{
	static const char zero[64];

	if (field->size <= sizeof(zero) && memcmp(from, zero, field->size) == 0)
		put(out, "none", 4);
	else if (field->kind == GS_HANDLE && field->size <= 8)
		show_integer(out, field, from);
	else
		put(out, "...", 3);
}

static void show_list(struct gs__shown *out, const struct gs_field *item, const uint8_t *from)
{
	struct {
		const uint8_t *items;
		uint32_t len;
	} list;

	memcpy(&list, from, sizeof(list));
	put(out, "[", 1);
	for (uint32_t i = 0; i < list.len && !out->is_cut; i++) {
		put(out, ", ", i ? 2 : 0);
		gs__show_value(out, item, list.items + (size_t)i * item->size);
	}
	put(out, "]", 1);
}

static void show_pair(struct gs__shown *out, const struct gs_record *pair, const uint8_t *entry)
{
	gs__show_value(out, &pair->fields[0], entry + pair->fields[0].at);
	put(out, ": ", 2);
	gs__show_value(out, &pair->fields[1], entry + pair->fields[1].at);
}

static void show_table(struct gs__shown *out, const struct gs_record *pair, const uint8_t *from)
{
	const gs_map *map = (const void *)from;
	gs_iter it = { 0 };
	void *value;
	bool is_first = true;

	while (!out->is_cut && gs_map_next(map, pair, &it, NULL, &value)) {
		put(out, ", ", is_first ? 0 : 2);
		show_pair(out, pair, (const uint8_t *)value - pair->fields[1].at);
		is_first = false;
	}
}

static void show_pairs(struct gs__shown *out, const struct gs_record *pair, const uint8_t *from)
{
	struct {
		const uint8_t *items;
		uint32_t len;
	} list;

	memcpy(&list, from, sizeof(list));
	for (uint32_t i = 0; i < list.len && !out->is_cut; i++) {
		put(out, ", ", i ? 2 : 0);
		show_pair(out, pair, list.items + (size_t)i * pair->size);
	}
}

/* {member: value}, {member} where it has no type. */
static void show_union(struct gs__shown *out, const struct gs_record *record, const uint8_t *from)
{
	const struct gs_field *member = gs__union_member(record, from);

	gs__show_text(out, "%s", member ? member->name : "?");
	if (!member || member->kind == GS_NOTHING)
		return;
	put(out, ": ", 2);
	gs__show_value(out, member, from + member->at);
}

static void show_compound(struct gs__shown *out, const struct gs_field *field, const uint8_t *from)
{
	put(out, "{", 1);
	if (field->kind == GS_RECORD && field->record->is_union)
		show_union(out, field->record, from);
	else if (field->kind == GS_RECORD)
		gs__show_fields(out, field->record, from, ", ");
	else if (out->in_state)
		show_table(out, field->record, from);
	else
		show_pairs(out, field->record, from);
	put(out, "}", 1);
}

void gs__show_value(struct gs__shown *out, const struct gs_field *field, const uint8_t *from)
{
	char duration[32];
	int64_t ns;
	gs_str text;
	gs_bytes bytes;

	if (field->flags & GS_SECRET) {
		put(out, "***", 3);
		return;
	}
	switch (field->kind) {
	case GS_BOOL: gs__show_text(out, *from ? "true" : "false"); return;
	case GS_F32:
	case GS_F64: show_float(out, field, from); return;
	case GS_STRING:
		memcpy(&text, from, sizeof(text));
		show_string(out, text);
		return;
	case GS_BYTES:
		memcpy(&bytes, from, sizeof(bytes));
		show_bytes(out, bytes);
		return;
	case GS_DURATION:
		memcpy(&ns, from, sizeof(ns));
		gs__print_duration(duration, sizeof(duration), ns);
		gs__show_text(out, "%s", duration);
		return;
	case GS_TIME:
		memcpy(&ns, from, sizeof(ns));
		show_time(out, ns);
		return;
	case GS_OPTIONAL:
		if (*from)
			gs__show_value(out, field->item, from + field->item->at);
		else
			put(out, "none", 4);
		return;
	case GS_LIST: show_list(out, field->item, from); return;
	case GS_MAP:
	case GS_RECORD: show_compound(out, field, from); return;
	case GS_ENUM: show_enum(out, field->names, from); return;
	case GS_NOTHING: return;
	case GS_HANDLE:
	case GS_TIMER:
	case GS_EXTERN: show_handle(out, field, from); return;
	default: show_integer(out, field, from);
	}
}

void gs__show_fields(struct gs__shown *out, const struct gs_record *record, const void *from,
	const char *between)
{
	for (uint32_t i = 0; record && i < record->count && !out->is_cut; i++) {
		const struct gs_field *field = &record->fields[i];

		put(out, between, i ? strlen(between) : 0);
		gs__show_text(out, "%s: ", field->name);
		gs__show_value(out, field, (const uint8_t *)from + field->at);
	}
}
