/* SPDX-License-Identifier: MIT */
#include "runtime/wire/check.h"

#include "runtime/base/log.h"
#include "runtime/base/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

static size_t append(char *to, size_t size, size_t at, const char *text)
{
	size_t len = strlen(text);

	if (len > size - 1 - at)
		len = size - 1 - at;
	memcpy(to + at, text, len);
	to[at + len] = '\0';
	return at + len;
}

static size_t put_place(char *to, size_t size, size_t at, const struct gs__place *place)
{
	char index[16];

	if (place->up)
		at = put_place(to, size, at, place->up);
	if (!place->name) {
		snprintf(index, sizeof(index), "[%" PRIu32 "]", place->index);
		return append(to, size, at, index);
	}
	if (place->up)
		at = append(to, size, at, ".");
	return append(to, size, at, place->name);
}

bool gs__bad(struct gs__words *words, const struct gs__place *place, const char *format, ...)
{
	size_t at = 0;
	va_list args;

	if (!words)
		return false;
	if (place) {
		at = put_place(words->text, sizeof(words->text), 0, place);
		if (at > 0)
			at = append(words->text, sizeof(words->text), at, ": ");
	}
	va_start(args, format);
	vsnprintf(words->text + at, sizeof(words->text) - at, format, args);
	va_end(args);
	return false;
}

void gs__print_duration(char *to, size_t size, int64_t ns)
{
	static const struct {
		int64_t ns;
		const char *name;
	} units[] = {
		{ 86400000000000, "d" },
		{ 3600000000000, "h" },
		{ 60000000000, "m" },
		{ 1000000000, "s" },
		{ 1000000, "ms" },
		{ 1000, "us" },
		{ 1, "ns" },
	};
	size_t i = 0;

	while (ns % units[i].ns != 0)
		i++;
	if (ns == 0)
		snprintf(to, size, "0s");
	else
		snprintf(to, size, "%" PRId64 "%s", ns / units[i].ns, units[i].name);
}

/* Integers. */

struct range {
	int64_t min;
	uint64_t max;
};

static bool is_signed(uint8_t kind)
{
	return (kind >= GS_I8 && kind <= GS_I64) || kind == GS_DURATION || kind == GS_TIME;
}

static struct range range_of(const struct gs_field *field)
{
	static const struct range whole[GS_KIND_COUNT] = {
		[GS_U8] = { 0, UINT8_MAX },
		[GS_U16] = { 0, UINT16_MAX },
		[GS_U32] = { 0, UINT32_MAX },
		[GS_U64] = { 0, UINT64_MAX },
		[GS_I8] = { INT8_MIN, INT8_MAX },
		[GS_I16] = { INT16_MIN, INT16_MAX },
		[GS_I32] = { INT32_MIN, INT32_MAX },
		[GS_I64] = { INT64_MIN, INT64_MAX },
		[GS_DURATION] = { INT64_MIN, INT64_MAX },
		[GS_TIME] = { INT64_MIN, INT64_MAX },
	};

	if (field->flags & GS_RANGED)
		return (struct range){ field->min, field->max };
	return whole[field->kind];
}

static void print_integer(char *to, size_t size, const struct gs_field *field, struct gs__integer n)
{
	bool is_ns = n.is_negative || n.bits <= INT64_MAX;

	if (field->kind == GS_DURATION && is_ns)
		gs__print_duration(to, size, (int64_t)n.bits);
	else if (n.is_negative)
		snprintf(to, size, "%" PRId64, (int64_t)n.bits);
	else
		snprintf(to, size, "%" PRIu64, n.bits);
}

/* A range's end: of signed kinds its bits are those of an int64_t. */
static struct gs__integer end_of(const struct gs_field *field, uint64_t bits)
{
	return (struct gs__integer){ bits, is_signed(field->kind) && (int64_t)bits < 0 };
}

static bool is_less(struct gs__integer a, struct gs__integer b)
{
	if (a.is_negative != b.is_negative)
		return a.is_negative;
	return a.bits < b.bits; /* two's complement keeps the order of negative ones */
}

bool gs__check_integer(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, struct gs__integer n)
{
	struct range range = range_of(field);
	struct gs__integer min = end_of(field, (uint64_t)range.min);
	struct gs__integer max = end_of(field, range.max);
	char value[32] = "the value", low[32], high[32];

	if (!is_less(n, min) && !is_less(max, n))
		return true;
	if (!place || !place->is_secret)
		print_integer(value, sizeof(value), field, n);
	print_integer(low, sizeof(low), field, min);
	print_integer(high, sizeof(high), field, max);
	return gs__bad(words, place, "%s is not in %s..%s", value, low, high);
}

struct gs__integer gs__load_integer(const struct gs_field *field, const void *from)
{
	union {
		uint8_t u8;
		uint16_t u16;
		uint32_t u32;
		uint64_t u64;
		int8_t i8;
		int16_t i16;
		int32_t i32;
		int64_t i64;
	} c;
	int64_t n;

	memcpy(&c, from, field->size);
	switch (field->kind) {
	case GS_U8: return (struct gs__integer){ c.u8, false };
	case GS_U16: return (struct gs__integer){ c.u16, false };
	case GS_U32: return (struct gs__integer){ c.u32, false };
	case GS_U64: return (struct gs__integer){ c.u64, false };
	case GS_I8: n = c.i8; break;
	case GS_I16: n = c.i16; break;
	case GS_I32: n = c.i32; break;
	default: n = c.i64; break;
	}
	return (struct gs__integer){ (uint64_t)n, n < 0 };
}

void gs__store_integer(const struct gs_field *field, void *to, struct gs__integer n)
{
	uint8_t u8 = (uint8_t)n.bits;
	uint16_t u16 = (uint16_t)n.bits;
	uint32_t u32 = (uint32_t)n.bits;

	switch (field->kind) {
	case GS_U8:
	case GS_I8: memcpy(to, &u8, sizeof(u8)); break;
	case GS_U16:
	case GS_I16: memcpy(to, &u16, sizeof(u16)); break;
	case GS_U32:
	case GS_I32: memcpy(to, &u32, sizeof(u32)); break;
	default: memcpy(to, &n.bits, sizeof(n.bits)); break;
	}
}

/* The other kinds. */

/* In the fewest digits that read back as the same number of the field's kind. */
static void print_float(char *to, size_t size, const struct gs_field *field, double value)
{
	for (int digits = 6; digits <= 17; digits++) {
		double back;

		snprintf(to, size, "%.*g", digits, value);
		if (sscanf(to, "%lf", &back) != 1)
			continue;
		if (field->kind == GS_F32)
			back = (double)(float)back;
		if (back >= value && back <= value)
			return;
	}
}

bool gs__check_float(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, double value)
{
	const struct gs_reals *reals = field->reals;
	char shown[32] = "the value", low[32], high[32];

	if (!(field->flags & GS_RANGED) || (value >= reals->min && value <= reals->max))
		return true;
	if (!place || !place->is_secret)
		print_float(shown, sizeof(shown), field, value);
	print_float(low, sizeof(low), field, reals->min);
	print_float(high, sizeof(high), field, reals->max);
	return gs__bad(words, place, "%s is not in %s..%s", shown, low, high);
}

bool gs__check_length(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, uint64_t len)
{
	static const char *const units[3][2] = { { "bytes are", "byte is" },
		{ "items are", "item is" }, { "entries are", "entry is" } };
	unsigned kind = field->kind == GS_LIST ? 1 : field->kind == GS_MAP ? 2 : 0;
	const char *unit = units[kind][len == 1];

	if (!(field->flags & GS_RANGED))
		return true;
	if (len > field->max)
		return gs__bad(
			words, place, "%" PRIu64 " %s more than %" PRIu64, len, unit, field->max);
	if (len < (uint64_t)field->min)
		return gs__bad(
			words, place, "%" PRIu64 " %s fewer than %" PRId64, len, unit, field->min);
	return true;
}

bool gs__check_enum(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, int64_t value)
{
	if (value >= INT32_MIN && value <= INT32_MAX && gs__enum_has(field->names, (int32_t)value))
		return true;
	if (place && place->is_secret)
		return gs__bad(words, place, "no %s has that value", field->names->name);
	return gs__bad(words, place, "no %s has the value %" PRId64, field->names->name, value);
}

bool gs__check_text(struct gs__words *words, const struct gs__place *place, gs_str text)
{
	if (gs__is_text((const uint8_t *)text.data, text.len))
		return true;
	return gs__bad(words, place, "not valid UTF-8");
}
