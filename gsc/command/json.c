/* SPDX-License-Identifier: MIT */
#include "gsc/command/json.h"
#include "gsc/base/arena.h"
#include "gsc/base/utf8.h"

#include <string.h>

void json_init(struct json *json, struct arena *arena, const char *text, size_t len)
{
	*json = (struct json){ .arena = arena, .begin = text, .at = text, .end = text + len };
}

static bool wrong(struct json *json, const char *expected)
{
	size_t at = (size_t)(json->at - json->begin) + 1;

	if (json->at == json->end)
		json->why = arena_printf(
			json->arena, "the JSON ends early: %s is expected", expected);
	else
		json->why = arena_printf(
			json->arena, "no JSON at character %zu: %s is expected", at, expected);
	return false;
}

static void skip_blanks(struct json *json)
{
	while (json->at < json->end && strchr(" \t\n\r", *json->at) && *json->at)
		json->at++;
}

enum json_kind json_peek(struct json *json)
{
	skip_blanks(json);
	if (json->at == json->end)
		return JSON_NOTHING;
	switch (*json->at) {
	case 'n': return JSON_NULL;
	case 't': return JSON_TRUE;
	case 'f': return JSON_FALSE;
	case '"': return JSON_STRING;
	case '[': return JSON_LIST;
	case '{': return JSON_OBJECT;
	default: break;
	}
	return *json->at == '-' || (*json->at >= '0' && *json->at <= '9') ? JSON_NUMBER
									  : JSON_NOTHING;
}

bool json_word(struct json *json)
{
	static const char *const words[] = { "null", "true", "false" };
	enum json_kind kind = json_peek(json);
	size_t len;

	if (kind > JSON_FALSE)
		return wrong(json, "a word");
	len = strlen(words[kind]);
	if ((size_t)(json->end - json->at) < len || memcmp(json->at, words[kind], len) != 0)
		return wrong(json, words[kind]);
	json->at += len;
	return true;
}

static bool is_digit(const char *at, const char *end)
{
	return at < end && *at >= '0' && *at <= '9';
}

static bool take_digits(struct json *json)
{
	if (!is_digit(json->at, json->end))
		return wrong(json, "a digit");
	while (is_digit(json->at, json->end))
		json->at++;
	return true;
}

static bool take_char(struct json *json, const char *any)
{
	if (json->at == json->end || !*json->at || !strchr(any, *json->at))
		return false;
	json->at++;
	return true;
}

bool json_number(struct json *json, const char **text, size_t *len)
{
	skip_blanks(json);
	*text = json->at;
	take_char(json, "-");
	if (take_char(json, "0")) {
		if (is_digit(json->at, json->end))
			return wrong(json, "no digit after a leading zero");
	} else if (!take_digits(json)) {
		return false;
	}
	if (take_char(json, ".") && !take_digits(json))
		return false;
	if (take_char(json, "eE")) {
		take_char(json, "+-");
		if (!take_digits(json))
			return false;
	}
	*len = (size_t)(json->at - *text);
	return true;
}

/* The four digits after \u. */
static bool take_unit(struct json *json, uint32_t *unit)
{
	static const char digits[] = "0123456789abcdef";

	*unit = 0;
	for (int i = 0; i < 4; i++) {
		char c = json->at < json->end ? *json->at : '\0';
		const char *digit = strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c);

		if (!c || !digit)
			return wrong(json, "a hexadecimal digit");
		*unit = *unit << 4 | (uint32_t)(digit - digits);
		json->at++;
	}
	return true;
}

/* The character after \u, of one unit or a pair of surrogates. */
static bool take_unicode(struct json *json, char **to)
{
	uint32_t high;
	uint32_t low = 0;

	if (!take_unit(json, &high))
		return false;
	if (high >= 0xd800 && high < 0xdc00) {
		if (!take_char(json, "\\") || !take_char(json, "u"))
			return wrong(json, "the second half of a surrogate pair");
		if (!take_unit(json, &low))
			return false;
		if (low < 0xdc00 || low > 0xdfff)
			return wrong(json, "the second half of a surrogate pair before this");
		high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
	} else if (high >= 0xdc00 && high < 0xe000) {
		return wrong(json, "the first half of a surrogate pair before this");
	}
	*to += utf8_encode(*to, high);
	return true;
}

static bool take_escape(struct json *json, char **to)
{
	static const char names[] = "\"\\/bfnrt";
	static const char values[] = "\"\\/\b\f\n\r\t";
	const char *name;

	if (take_char(json, "u"))
		return take_unicode(json, to);
	name = json->at < json->end && *json->at ? strchr(names, *json->at) : NULL;
	if (!name)
		return wrong(json, "one of \"\\/bfnrtu after a backslash");
	json->at++;
	*(*to)++ = values[name - names];
	return true;
}

bool json_string(struct json *json, const char **bytes, size_t *len)
{
	char *to;

	skip_blanks(json);
	if (!take_char(json, "\""))
		return wrong(json, "a string");
	/* Unescaped it is not longer. */
	to = arena_take(json->arena, (size_t)(json->end - json->at) + 1);
	*bytes = to;
	while (!take_char(json, "\"")) {
		if (json->at == json->end)
			return wrong(json, "a closing quote");
		if ((unsigned char)*json->at < 0x20)
			return wrong(json, "an escape in place of a control character");
		if (take_char(json, "\\")) {
			if (!take_escape(json, &to))
				return false;
		} else {
			*to++ = *json->at++;
		}
	}
	*len = (size_t)(to - *bytes);
	return true;
}

bool json_open(struct json *json)
{
	skip_blanks(json);
	return take_char(json, "[{") || wrong(json, "a list or an object");
}

bool json_more(struct json *json, char closing, bool *first, bool *more)
{
	const char close[] = { closing, '\0' };

	skip_blanks(json);
	*more = false;
	if (take_char(json, close))
		return true;
	if (!*first && !take_char(json, ","))
		return wrong(json, closing == ']' ? "',' or ']'" : "',' or '}'");
	*first = false;
	*more = true;
	return true;
}

bool json_name(struct json *json, const char **bytes, size_t *len)
{
	if (!json_string(json, bytes, len))
		return false;
	skip_blanks(json);
	return take_char(json, ":") || wrong(json, "':'");
}

bool json_end(struct json *json)
{
	skip_blanks(json);
	return json->at == json->end || wrong(json, "nothing more");
}
