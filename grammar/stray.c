/* SPDX-License-Identifier: MIT */
#include "grammar/inside.h"
#include "gsc/base/utf8.h"

#include <string.h>

static struct span from_to(const struct parse *p, const char *start, const char *end)
{
	const char *bytes = p->source->bytes;

	return (struct span){ p->source, (uint32_t)(start - bytes), (uint32_t)(end - bytes) };
}

static bool is_letter(char byte)
{
	return (byte >= '0' && byte <= '9') || byte == '_' ||
	       ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Characters that look like ours, as text processors and pages put them; or that nobody sees. */
static const struct {
	uint32_t code;
	bool is_blank;
	const char *text;
} lookalikes[] = {
	{ 0x00a0, true, "a no-break space (U+00A0) stands here; write a plain one" },
	{ 0x2007, true, "a figure space (U+2007) stands here; write a plain one" },
	{ 0x2009, true, "a thin space (U+2009) stands here; write a plain one" },
	{ 0x200b, true, "a zero-width space (U+200B) stands here; remove it" },
	{ 0x2013, false, "this is an en dash (U+2013); a minus is written '-', a range '1..5'" },
	{ 0x2014, false, "this is an em dash (U+2014); a minus is written '-'" },
	{ 0x2026, false,
		"this is one character (U+2026); a range is written '1..5', with two dots" },
	{ 0x2192, false, "an arrow is written '->'" },
	{ 0x2212, false, "this is a minus sign (U+2212); it is written '-'" },
	{ 0x3000, true, "an ideographic space (U+3000) stands here; write a plain one" },
	{ 0xfeff, true, "a byte order mark (U+FEFF) stands here, not at the start; remove it" },
};

static bool is_blank(uint32_t code)
{
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(lookalikes[0]); i++) {
		if (lookalikes[i].code == code)
			return lookalikes[i].is_blank;
	}
	return false;
}

static const char *lookalike(struct parse *p, uint32_t code)
{
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(lookalikes[0]); i++) {
		if (lookalikes[i].code == code)
			return lookalikes[i].text;
	}
	if (code > 0xff00 && code <= 0xff5e)
		return arena_printf(p->arena, "this is a full-width character (U+%04X); write '%c'",
			(unsigned)code, (char)(code - 0xff00 + 0x20));
	return NULL;
}

/* `größe`: all of the word, whose start may have been read as a name already. */
static const char *stray_in_word(struct parse *p, const char *start)
{
	const char *end = start;
	const char *first = start;
	unsigned len;

	while (end < p->end && (is_letter(*end) || *end == '$' || (unsigned char)*end >= 0x80)) {
		if (lookalike(p, utf8_decode(end, p->end, &len)))
			break;
		end += len;
	}
	while (first > p->begin && is_letter(first[-1]))
		first--;
	if (end - first > PARSE_SHOWN_MAX)
		parse_error(p, DIAG_STRAY_CHARACTER, from_to(p, first, end),
			"this is no name: names are letters a to z, digits and '_'");
	else
		parse_error(p, DIAG_STRAY_CHARACTER, from_to(p, first, end),
			"'%.*s' is no name: names are letters a to z, digits and '_'",
			(int)(end - first), first);
	return end;
}

/* `#include` is C; a `#` with a blank behind it was meant for a comment. */
static const char *stray_hash(struct parse *p, const char *start)
{
	const char *word = start + 1;
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz");
	const char *line_end = memchr(start, '\n', (size_t)(p->end - start));
	static const char *const directives[] = { "include", "define", "undef", "if", "ifdef",
		"ifndef", "else", "elif", "endif", "pragma", "line", "error", "warning" };

	for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
		if (strlen(directives[i]) != len || memcmp(word, directives[i], len) != 0)
			continue;
		parse_error(p, DIAG_STRAY_CHARACTER, from_to(p, start, word + len),
			"C text stands between %%{ and %%}%s",
			strncmp(word, "define", 6) == 0
				? "; a constant is written 'const NAME = value;'"
				: "");
		return start + 1;
	}
	parse_error(p, DIAG_STRAY_CHARACTER, from_to(p, start, word),
		*word == '[' ? "there are no attributes"
			     : "'#' means nothing here; comments begin with '//'");
	return line_end ? line_end : p->end;
}

static const char *stray_quote(struct parse *p, const char *start)
{
	const char *end = start + 1 + strcspn(start + 1, *start == '`' ? "`\n" : "'\n");

	end += *end == *start;
	parse_error(p, DIAG_STRAY_CHARACTER, from_to(p, start, end),
		"strings are written in double quotes");
	return end;
}

/* Quotes as text processors put them: all of the string, if its end is in the line. */
static const char *stray_curly(struct parse *p, const char *start, unsigned len)
{
	static const char *const closing[] = { "\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb" };
	size_t left = (size_t)(p->end - start) - len;
	size_t room = left < PARSE_SHOWN_MAX ? left : PARSE_SHOWN_MAX;
	const char *line_end = memchr(start + len, '\n', room);
	const char *end = start + len;

	if (line_end)
		room = (size_t)(line_end - end);
	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++) {
		const char *at = memmem(start + len, room, closing[i], strlen(closing[i]));

		if (at && at + strlen(closing[i]) > end)
			end = at + strlen(closing[i]);
	}
	parse_error(p, DIAG_STRAY_CHARACTER, from_to(p, start, end),
		"strings are written in straight double quotes, \"...\"");
	return end;
}

static bool is_curly(uint32_t code)
{
	return (code >= 0x2018 && code <= 0x201f) || code == 0xab || code == 0xbb;
}

bool stray_character(struct parse *p, const char *start)
{
	unsigned len;
	uint32_t code = utf8_decode(start, p->end, &len);
	struct span span = from_to(p, start, start + len);
	const char *text = lookalike(p, code);

	p->at = start + len;
	if (*start == '\'' || *start == '`')
		p->at = stray_quote(p, start);
	else if (*start == '#')
		p->at = stray_hash(p, start);
	else if (is_curly(code))
		p->at = stray_curly(p, start, len);
	else if (text)
		parse_error(p, DIAG_STRAY_CHARACTER, span, "%s", text);
	else if (code >= 0x80 || (*start == '$' && start > p->begin && is_letter(start[-1])))
		p->at = stray_in_word(p, start);
	else if (code < 0x20 || code == 0x7f)
		parse_error(p, DIAG_STRAY_CHARACTER, span,
			"a control character (%u) means nothing here", (unsigned)code);
	else
		parse_error(p, DIAG_STRAY_CHARACTER, span, "'%c' means nothing here", *start);
	return is_blank(code) || (*start == '#' && p->at > start + 1);
}

void stray_string(struct parse *p, const char *start)
{
	const char *line = memchr(start, '\n', (size_t)(p->end - start));
	bool was_quiet = p->is_quiet;

	p->is_quiet = false;
	parse_error(p, DIAG_UNCLOSED, from_to(p, start, line ? line : p->end),
		"this string is not closed before its line ends");
	p->is_quiet = was_quiet;
}
