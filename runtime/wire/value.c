/* SPDX-License-Identifier: MIT */
#include "runtime/wire/value.h"

#include "runtime/base/log.h"
#include "runtime/base/str.h"
#include "runtime/wire/check.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { TYPED_MAX = 64 }; /* bytes of a number as typed */

struct unit {
	const char *name;
	uint64_t size;
};

static const struct unit sizes[] = {
	{ "", 1 },
	{ "KiB", 1 << 10 },
	{ "MiB", 1 << 20 },
	{ "GiB", 1 << 30 },
};

static const struct unit durations[] = {
	{ "ns", 1 },
	{ "us", 1000 },
	{ "ms", 1000000 },
	{ "s", 1000000000 },
	{ "m", 60000000000 },
	{ "h", 3600000000000 },
	{ "d", 86400000000000 },
};

/* "'12x' is not ...": what was typed, unless it is secret. */
static bool is_no(
	struct gs__words *words, const struct gs_field *field, gs_str text, const char *what)
{
	char shown[80];
	size_t size = gs__log_escape(shown, sizeof(shown), text);

	if (field->flags & GS_SECRET)
		return gs__bad(words, NULL, "the value is no %s", what);
	return gs__bad(words, NULL, "'%.*s' is no %s", (int)size, shown, what);
}

static bool lacks_unit(struct gs__words *words, const struct gs_field *field, gs_str text)
{
	if ((field->flags & GS_SECRET) || text.len > TYPED_MAX)
		return gs__bad(words, NULL, "a duration has a unit, as in 1s or 1ms");
	return gs__bad(words, NULL, "'%.*s' has no unit: write %.*ss or %.*sms", GS_FMT(text),
		GS_FMT(text), GS_FMT(text));
}

/* The digits that `*text` begins with as a number; underscores may part them. */
static bool take_number(gs_str *text, uint64_t *to)
{
	unsigned base = 10, digit;
	uint64_t n = 0;
	uint32_t i = 0, digits = 0;

	if (text->len > 2 && text->data[0] == '0' && (text->data[1] | 0x20) == 'x') {
		base = 16;
		i = 2;
	}
	for (; i < text->len; i++) {
		char c = text->data[i];

		if (c == '_' && digits > 0)
			continue;
		if (c >= '0' && c <= '9')
			digit = (unsigned)(c - '0');
		else if (base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (unsigned)((c | 0x20) - 'a') + 10;
		else
			break;
		if (__builtin_mul_overflow(n, base, &n) || __builtin_add_overflow(n, digit, &n))
			return false;
		digits++;
	}
	text->data += i;
	text->len -= i;
	*to = n;
	return digits > 0;
}

static bool take_unit(gs_str text, const struct unit *units, size_t count, uint64_t *n)
{
	for (size_t i = 0; i < count; i++)
		if (gs__str_is(text, units[i].name))
			return !__builtin_mul_overflow(*n, units[i].size, n);
	return false;
}

static bool parse_integer(
	const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	bool is_duration = field->kind == GS_DURATION;
	struct gs__place hidden = { .name = "", .is_secret = true };
	struct gs__integer n = { 0 };
	gs_str rest = text;
	bool has_number, is_good;

	if (rest.len > 0 && rest.data[0] == '-') {
		n.is_negative = true;
		rest.data++;
		rest.len--;
	}
	is_good = has_number = take_number(&rest, &n.bits);
	if (is_good && is_duration && n.bits == 0 && rest.len == 0)
		is_good = true; /* zero needs no unit */
	else if (is_good)
		is_good = is_duration ? take_unit(rest, durations, GS_COUNT(durations), &n.bits)
				      : take_unit(rest, sizes, GS_COUNT(sizes), &n.bits);
	if (is_good && n.is_negative) {
		is_good = n.bits <= (uint64_t)INT64_MAX + 1;
		n.is_negative = n.bits > 0;
		n.bits = -n.bits;
	}
	if (!is_good && is_duration && has_number && rest.len == 0)
		return lacks_unit(words, field, text);
	if (!is_good)
		return is_no(
			words, field, text, is_duration ? "duration (250ms, 1s, 5m)" : "integer");
	if (!gs__check_integer(words, field->flags & GS_SECRET ? &hidden : NULL, field, n))
		return false;
	gs__store_integer(field, to, n);
	return true;
}

/* Two digits or four where `form` has a 0, and what else it has. */
static bool take_form(gs_str *text, const char *form, int *numbers)
{
	size_t len = strlen(form);

	if (text->len < len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text->data[i];

		if (form[i] != '0' && form[i] == c)
			numbers++;
		else if (form[i] == '0' && c >= '0' && c <= '9')
			*numbers = *numbers * 10 + (c - '0');
		else
			return false;
	}
	text->data += len;
	text->len -= (uint32_t)len;
	return true;
}

/* `.5`, `.000000001`, or nothing: ns. */
static int64_t take_fraction(gs_str *text)
{
	int64_t unit = GS_S(1), ns = 0;

	if (text->len < 2 || text->data[0] != '.' || text->data[1] < '0' || text->data[1] > '9')
		return 0;
	for (text->data++, text->len--; text->len > 0 && unit > 1; text->data++, text->len--) {
		if (*text->data < '0' || *text->data > '9')
			break;
		unit /= 10;
		ns += (*text->data - '0') * unit;
	}
	return ns;
}

/* 2026-11-05T12:30:00.25Z, as times are shown. */
static bool parse_date(gs_str text, int64_t *ns)
{
	int n[6] = { 0 };
	int64_t fraction;
	struct tm utc, same;
	time_t seconds;

	if (!take_form(&text, "0000-00-00T00:00:00", n))
		return false;
	fraction = take_fraction(&text);
	utc = (struct tm){ .tm_year = n[0] - 1900,
		.tm_mon = n[1] - 1,
		.tm_mday = n[2],
		.tm_hour = n[3],
		.tm_min = n[4],
		.tm_sec = n[5] };
	same = utc;
	seconds = timegm(&same);
	if (!gs__str_is(text, "Z") || same.tm_year != utc.tm_year || same.tm_mon != utc.tm_mon ||
		same.tm_mday != utc.tm_mday || same.tm_hour != utc.tm_hour ||
		same.tm_min != utc.tm_min || same.tm_sec != utc.tm_sec)
		return false;
	/* The earliest time of all is less than a second before the first full one. */
	if (seconds < 0 && fraction > 0) {
		seconds++;
		fraction -= GS_S(1);
	}
	return !__builtin_mul_overflow((int64_t)seconds, GS_S(1), ns) &&
	       !__builtin_add_overflow(*ns, fraction, ns);
}

static bool parse_time(const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	struct gs__place hidden = { .name = "", .is_secret = true };
	int64_t ns;

	if (!memchr(text.data, 'T', text.len))
		return parse_integer(field, text, to, words);
	if (!parse_date(text, &ns))
		return is_no(words, field, text, "time (2026-11-05T12:30:00Z)");
	if (!gs__check_integer(words, field->flags & GS_SECRET ? &hidden : NULL, field,
		    (struct gs__integer){ .is_negative = ns < 0, .bits = (uint64_t)ns }))
		return false;
	memcpy(to, &ns, sizeof(ns));
	return true;
}

static bool parse_float(
	const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	struct gs__place hidden = { .name = "", .is_secret = true };
	char copy[TYPED_MAX + 1];
	uint32_t len = 0;
	double value;
	float narrow;
	bool is_narrow = field->kind == GS_F32;
	char *end;

	for (uint32_t i = 0; i < text.len && len < TYPED_MAX; i++)
		if (text.data[i] != '_')
			copy[len++] = text.data[i];
	copy[len] = '\0';
	errno = 0;
	value = strtod(copy, &end);
	narrow = (float)value;
	if (len == 0 || len == TYPED_MAX || *end != '\0' || end != copy + len || !isfinite(value) ||
		copy[0] == ' ' || (is_narrow && !isfinite(narrow)))
		return is_no(words, field, text, "number");
	if (!gs__check_float(words, field->flags & GS_SECRET ? &hidden : NULL, field,
		    is_narrow ? (double)narrow : value))
		return false;
	if (is_narrow)
		memcpy(to, &narrow, sizeof(narrow));
	else
		memcpy(to, &value, sizeof(value));
	return true;
}

static bool parse_bool(const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	bool value = gs__str_is(text, "true");

	if (!value && !gs__str_is(text, "false"))
		return is_no(words, field, text, "boolean (true, false)");
	memcpy(to, &value, sizeof(value));
	return true;
}

static bool parse_enum(const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	const struct gs_enum *names = field->names;
	struct gs_field number = {
		.name = field->name, .size = 4, .kind = GS_I32, .flags = field->flags & GS_SECRET
	};
	int32_t value;

	for (uint32_t i = 0; i < names->count; i++) {
		if (gs__str_is(text, names->values[i].name)) {
			memcpy(to, &names->values[i].value, sizeof(value));
			return true;
		}
	}
	if (!parse_integer(&number, text, &value, NULL) || !gs__enum_has(names, value))
		return is_no(words, field, text, names->name);
	memcpy(to, &value, sizeof(value));
	return true;
}

static bool parse_text(const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	if (!gs__check_length(words, NULL, field, text.len))
		return false;
	if (field->kind == GS_STRING && !gs__check_text(words, NULL, text))
		return false;
	memcpy(to, &text, sizeof(text)); /* a gs_bytes has the same members */
	return true;
}

static bool parse_optional(
	const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	struct gs_field item = *field->item;
	bool has = true;

	item.flags |= field->flags & GS_SECRET;
	if (gs__str_is(text, "none")) {
		memset(to, 0, field->size);
		return true;
	}
	if (!gs__value_parse(&item, text, (uint8_t *)to + item.at, words))
		return false;
	memcpy(to, &has, sizeof(has));
	return true;
}

bool gs__value_parse(const struct gs_field *field, gs_str text, void *to, struct gs__words *words)
{
	if (words)
		words->text[0] = '\0';
	switch ((enum gs_kind)field->kind) {
	case GS_BOOL: return parse_bool(field, text, to, words);
	case GS_F32:
	case GS_F64: return parse_float(field, text, to, words);
	case GS_STRING:
	case GS_BYTES: return parse_text(field, text, to, words);
	case GS_ENUM: return parse_enum(field, text, to, words);
	case GS_TIME: return parse_time(field, text, to, words);
	case GS_OPTIONAL: return parse_optional(field, text, to, words);
	case GS_LIST:
	case GS_MAP:
	case GS_RECORD:
	case GS_NOTHING:
	case GS_HANDLE:
	case GS_TIMER:
	case GS_EXTERN: return gs__bad(words, NULL, "a value of this type cannot be given as text");
	default: return parse_integer(field, text, to, words);
	}
}
