/* SPDX-License-Identifier: MIT */
/* number: which mistake is it, in a number with something wrong in it? */
#include "grammar/inside.h"

#include <inttypes.h>
#include <string.h>

#define UNITS "units are ns us ms s m h d and KiB MiB GiB"

/* Units as they are written elsewhere, in blanks; C's suffixes are none. */
static const struct {
	const char *theirs;
	const char *ours;
} spellings[] = {
	{ " nsec nanos nanosecond nanoseconds ", "ns" },
	{ " usec micros microsecond microseconds ", "us" },
	{ " msec msecs millis millisecond milliseconds MS ", "ms" },
	{ " sec secs second seconds S ", "s" },
	{ " min mins minute minutes M ", "m" },
	{ " hr hrs hour hours H ", "h" },
	{ " day days D ", "d" },
	{ " k K kb KB kB kib KIB Kb Ki ", "KiB" },
	{ " mb MB mib MIB Mb Mi ", "MiB" },
	{ " g G gb GB gib GIB Gb Gi ", "GiB" },
	{ " u U l L ul UL uL ll LL ull ULL f F i u8 u16 u32 u64 i8 i16 i32 i64 n B ", "" },
};

static const char *our_spelling(const char *text, size_t len)
{
	for (size_t i = 0; len && i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		const char *at = spellings[i].theirs;
		const char *end = at + strlen(at);

		while ((at = memmem(at, (size_t)(end - at), text, len))) {
			if (at[-1] == ' ' && at[len] == ' ')
				return spellings[i].ours;
			at += len;
		}
	}
	return NULL;
}

/* `1.5s`, in the largest unit that makes it whole: "1500ms"; NULL: in none. */
static const char *whole(struct parse *p, const char *at, size_t len)
{
	const char *dot = memchr(at, '.', len);
	size_t digits = strspn(dot + 1, "0123456789");
	const struct literal_unit *unit = literal_unit_of(
		dot + 1 + digits, len - (size_t)(dot + 1 - at) - digits);
	uint64_t value;
	uint64_t part;

	if (!unit || digits > 9 || !literal_digits(at, dot, 10, &value) ||
		!literal_digits(dot + 1, dot + 1 + digits, 10, &part) ||
		__builtin_mul_overflow(value, unit->scale, &value) ||
		__builtin_mul_overflow(part, unit->scale, &part))
		return NULL;
	for (size_t i = 0; i < digits; i++) {
		if (part % 10 != 0)
			return NULL;
		part /= 10;
	}
	if (__builtin_add_overflow(value, part, &value) || value == 0)
		return NULL;
	while (value % unit->scale != 0 && unit > literal_units && unit->text[0] != 'K')
		unit--;
	return value % unit->scale == 0
		       ? arena_printf(p->arena, "%" PRIu64 "%s", value / unit->scale, unit->text)
		       : NULL;
}

static bool is_word(char byte)
{
	return (byte >= '0' && byte <= '9') || byte == '_' ||
	       ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* `0b101`, `0o17` */
static const char *other_base(struct parse *p, const char *at, size_t len)
{
	unsigned base = (at[1] | 0x20) == 'b' ? 2 : (at[1] | 0x20) == 'o' ? 8 : 0;
	uint64_t value;

	if (len < 3 || at[0] != '0' || !base ||
		strspn(at + 2, base == 2 ? "01_" : "01234567_") < len - 2 ||
		!literal_digits(at + 2, at + len, base, &value))
		return NULL;
	return arena_printf(p->arena, "0x%" PRIx64, value);
}

/* A number and letters. */
static const char *unit_text(struct parse *p, const char *at, size_t len)
{
	size_t digits = strspn(at, "0123456789_");
	const char *ours = our_spelling(at + digits, len - digits);
	const char *base = other_base(p, at, len);

	if (len > PARSE_SHOWN_MAX)
		return UNITS;
	if (base)
		return arena_printf(p->arena, "write '%s'; " UNITS, base);
	if (at[len] == ':' && at[len + 1] != ':' && !ours)
		return "a name does not begin with a digit; " UNITS;
	if (!ours)
		return UNITS;
	return arena_printf(p->arena, "write '%.*s%s'; " UNITS, (int)digits, at, ours);
}

/* A dot, and letters after the digits behind it. */
static const char *fraction_text(struct parse *p, const char *at, size_t len)
{
	size_t number = strspn(at, "0123456789_.");
	const char *ours = our_spelling(at + number, len - number);
	const char *text = whole(p, at, len);

	if (text)
		return arena_printf(p->arena, "only whole numbers take units: write '%s'", text);
	if (ours && !*ours && len <= PARSE_SHOWN_MAX)
		return arena_printf(p->arena, "it has no suffix: write '%.*s'", (int)number, at);
	return "only whole numbers take units";
}

static const char *text_of(struct parse *p, const char *at, size_t len)
{
	size_t digits = strspn(at, "0123456789_");

	if (len > PARSE_SHOWN_MAX && (at[0] == '.' || at[len - 1] == '.'))
		return "digits stand on both sides of a dot";
	if (at[0] == '.')
		return at > p->begin && at[-1] == '.'
			       ? "a range has two dots, as in '1..5'"
			       : arena_printf(p->arena, "write '0%.*s'", (int)len, at);
	if (at[len - 1] == '.')
		return arena_printf(p->arena, "write '%.*s0'", (int)len, at);
	if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
		return "hexadecimal is written 0x and digits, without a unit";
	for (size_t i = 0; i < len; i++) {
		if (at[i] == '_' && (i + 1 == len || at[i + 1] == '_' || !is_word(at[i + 1])))
			return "underscores stand between digits only";
	}
	if (digits < len && at[digits - 1] == '_')
		return "underscores stand between digits only";
	return memchr(at, '.', len) ? fraction_text(p, at, len) : unit_text(p, at, len);
}

struct tree_expr *literal_wrong(struct parse *p, struct span span)
{
	const char *at = p->source->bytes + span.start;

	parse_error(p, DIAG_NUMBER, span, "%s is not a number; %s", literal_quoted(p, span),
		text_of(p, at, span.end - span.start));
	return literal_make(p, TREE_INTEGER, span);
}
