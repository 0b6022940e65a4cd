/* SPDX-License-Identifier: MIT */
#include "grammar/inside.h"
#include "gsc/base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct tree_expr *literal_make(struct parse *p, enum tree_expr_kind kind, struct span span)
{
	struct tree_expr *expr = arena_take(p->arena, sizeof(*expr));

	expr->kind = kind;
	expr->span = span;
	expr->depth = 1;
	return expr;
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_word(char byte)
{
	return is_digit(byte) || byte == '_' || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static unsigned digit_value(char byte)
{
	return is_digit(byte) ? (unsigned)(byte - '0') : (unsigned)((byte | 0x20) - 'a' + 10);
}

const char *literal_quoted(struct parse *p, struct span span)
{
	enum { LONGEST = 60 };

	if (span.end - span.start <= LONGEST)
		return arena_printf(p->arena, "'%s'", span_text(p->arena, span));
	return "this";
}

bool literal_digits(const char *at, const char *end, unsigned base, uint64_t *value)
{
	*value = 0;
	for (; at < end; at++) {
		if (*at == '_')
			continue;
		if (__builtin_mul_overflow(*value, (uint64_t)base, value) ||
			__builtin_add_overflow(*value, (uint64_t)digit_value(*at), value))
			return false;
	}
	return true;
}

static void refuse_zeros(struct parse *p, struct span span)
{
	const char *at = p->source->bytes + span.start;
	const char *end = p->source->bytes + span.end;
	bool is_octal = strspn(at, "01234567_") >= span.end - span.start;
	const char *octal = "";
	uint64_t value;

	if (is_octal && literal_digits(at, end, 8, &value) && value > 7)
		octal = arena_printf(p->arena, ", or '0x%" PRIx64 "' if that was octal", value);
	while (at + 1 < end && (*at == '0' || *at == '_') && (is_digit(at[1]) || at[1] == '_'))
		at++;
	parse_error(p, DIAG_NUMBER, span, "a number has no leading zeros; write '%.*s'%s",
		(int)(end - at < 40 ? end - at : 40), at, octal);
}

static bool has_zeros(const char *at)
{
	return at[0] == '0' && (is_digit(at[1]) || at[1] == '_');
}

struct tree_expr *literal_integer(struct parse *p, struct span span)
{
	struct tree_expr *expr = literal_make(p, TREE_INTEGER, span);
	const char *at = p->source->bytes + span.start;
	const char *end = p->source->bytes + span.end;
	bool is_hex = at[0] == '0' && at[1] == 'x';

	if (!literal_digits(is_hex ? at + 2 : at, end, is_hex ? 16 : 10, &expr->value))
		parse_error(p, DIAG_NUMBER, span, "%s is larger than 18446744073709551615 (2^64-1)",
			literal_quoted(p, span));
	return expr;
}

struct tree_expr *literal_octal(struct parse *p, struct span span)
{
	struct tree_expr *expr = literal_make(p, TREE_INTEGER, span);
	const char *at = p->source->bytes + span.start;
	const char *end = p->source->bytes + span.end;

	for (const char *digit = at; digit < end; digit++) {
		if (*digit != '8' && *digit != '9')
			continue;
		parse_error(p, DIAG_NUMBER, span, "%s is not octal: its digits are 0 to 7",
			literal_quoted(p, span));
		return expr;
	}
	if (!literal_digits(at, end, 8, &expr->value))
		parse_error(
			p, DIAG_NUMBER, span, "%s is larger than a mode", literal_quoted(p, span));
	return expr;
}

const struct literal_unit literal_units[] = {
	{ "ns", 1 },
	{ "us", 1000 },
	{ "ms", 1000000 },
	{ "s", 1000000000 },
	{ "m", 60000000000 },
	{ "h", 3600000000000 },
	{ "d", 86400000000000 },
	{ "KiB", 1 << 10 },
	{ "MiB", 1 << 20 },
	{ "GiB", 1 << 30 },
	{ NULL, 0 },
};

const struct literal_unit *literal_unit_of(const char *text, size_t len)
{
	const struct literal_unit *unit = literal_units;

	while (unit->text && (strlen(unit->text) != len || memcmp(unit->text, text, len) != 0))
		unit++;
	return unit->text ? unit : NULL;
}

struct tree_expr *literal_unit(struct parse *p, struct span span)
{
	const char *at = p->source->bytes + span.start;
	const char *end = p->source->bytes + span.end;
	size_t digits = strspn(at, "0123456789_");
	bool is_size = end[-1] == 'B';
	struct tree_expr *expr = literal_make(p, is_size ? TREE_SIZE : TREE_DURATION, span);
	const struct literal_unit *unit = literal_unit_of(at + digits, (size_t)(end - at) - digits);

	if (has_zeros(at))
		refuse_zeros(p, span);
	else if (!literal_digits(at, at + digits, 10, &expr->value) ||
		 __builtin_mul_overflow(expr->value, unit->scale, &expr->value) ||
		 (!is_size && expr->value > INT64_MAX))
		parse_error(p, DIAG_NUMBER, span,
			is_size ? "%s is larger than 18446744073709551615 bytes"
				: "%s is longer than a duration can be (9223372036854775807ns)",
			literal_quoted(p, span));
	return expr;
}

struct tree_expr *literal_float(struct parse *p, struct span span)
{
	struct tree_expr *expr = literal_make(p, TREE_FLOAT, span);
	char *text = span_text(p->arena, span);
	char *to = text;

	if (has_zeros(text)) {
		refuse_zeros(p, span);
		return expr;
	}
	for (const char *from = text; *from; from++)
		if (*from != '_')
			*to++ = *from;
	*to = '\0';
	expr->real = strtod(text, NULL);
	if (isinf(expr->real)) {
		expr->real = 0;
		parse_error(p, DIAG_NUMBER, span, "%s is larger than an f64 can be",
			literal_quoted(p, span));
	}
	return expr;
}

struct tree_expr *literal_zeros(struct parse *p, struct span span)
{
	const char *at = p->source->bytes + span.start;
	struct tree_expr *expr = literal_make(p, TREE_INTEGER, span);

	refuse_zeros(p, span);
	literal_digits(at, p->source->bytes + span.end, 10, &expr->value);
	return expr;
}

/* Up to `most` hexadecimal digits at *at into *code; how many there were. */
static unsigned read_hex(const char **at, unsigned most, uint32_t *code)
{
	unsigned count = 0;

	*code = 0;
	while (count < most && is_word(**at) && **at != '_' && digit_value(**at) < 16) {
		*code = *code << 4 | digit_value(*(*at)++);
		count++;
	}
	return count;
}

/* \u or \U, after its letter; false: that is no character. */
static bool read_unicode(const char **at, unsigned digits, char **to)
{
	uint32_t code;

	if (read_hex(at, digits, &code) != digits || code > 0x10ffff || code >> 11 == 0x1b)
		return false;
	*to += utf8_encode(*to, code);
	return true;
}

/* One escape, `*at` past its backslash; what is wrong with it, or NULL. */
static const char *read_escape(const char **at, char **to)
{
	static const char letters[] = "a\ab\bf\fn\nr\rt\tv\v\"\"''\\\\??";
	char letter = *(*at)++;
	uint32_t code = 0;

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2) {
		if (letter == letters[i]) {
			*(*to)++ = letters[i + 1];
			return NULL;
		}
	}
	if (letter == 'u')
		return read_unicode(at, 4, to) ? NULL : "\\u takes four digits of a character";
	if (letter == 'U')
		return read_unicode(at, 8, to) ? NULL : "\\U takes eight digits of a character";
	if (letter == 'x') {
		if (read_hex(at, 8, &code) == 0 || code > 0xff)
			return "\\x takes the one or two digits of a byte";
	} else if (letter >= '0' && letter <= '7') {
		code = (uint32_t)(letter - '0');
		for (int i = 0; i < 2 && **at >= '0' && **at <= '7'; i++)
			code = code * 8 + (uint32_t)(*(*at)++ - '0');
		if (code > 0xff)
			return "an octal escape goes up to \\377";
	} else {
		return "this is not an escape; a backslash is written \\\\";
	}
	*(*to)++ = (char)code;
	return NULL;
}

struct tree_expr *literal_string(struct parse *p, struct span span)
{
	struct tree_expr *expr = literal_make(p, TREE_STRING, span);
	const char *at = p->source->bytes + span.start + 1;
	const char *end = p->source->bytes + span.end - 1;
	char *string = arena_take(p->arena, span.end - span.start);
	char *to = string;

	while (at < end) {
		const char *escape = memchr(at, '\\', (size_t)(end - at));
		size_t plain = (size_t)((escape ? escape : end) - at);
		const char *wrong;

		memcpy(to, at, plain);
		to += plain;
		at += plain;
		if (!escape)
			break;
		at++;
		wrong = read_escape(&at, &to);
		if (wrong)
			parse_error(p, DIAG_STRING_LITERAL,
				(struct span){ p->source, (uint32_t)(escape - p->source->bytes),
					(uint32_t)(at - p->source->bytes) },
				"%s", wrong);
	}
	expr->string = string;
	expr->string_len = (uint32_t)(to - string);
	return expr;
}
