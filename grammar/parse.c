/* SPDX-License-Identifier: MIT */
#include "grammar/parse.h"

#include "grammar/build.h"
#include "grammar/parser.h"
#include "gsc/base/utf8.h"

#include <string.h>

void parse_error(struct parse *p, enum diag_code code, struct span span, const char *format, ...)
{
	va_list args;
	const char *text;

	if (p->is_quiet || p->is_over) {
		diag_skip(p->diag);
		return;
	}
	va_start(args, format);
	text = arena_vprintf(p->arena, format, args);
	va_end(args);
	diag_error(p->diag, code, span, "%s", text);
	p->is_over = ++p->errors >= PARSE_ERRORS_MAX;
	p->diag->is_cut = p->diag->is_cut || p->is_over;
}

struct span parse_doc(const struct parse *p, uint32_t token)
{
	size_t low = 0;
	size_t high = p->doc_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->docs[middle].token == token)
			return p->docs[middle].span;
		if (p->docs[middle].token < token)
			low = middle + 1;
		else
			high = middle;
	}
	return (struct span){ 0 };
}

/* A mark of UTF-16, and a letter as that has it. */
static bool is_utf16(const struct source *source)
{
	return source->len >= 4 &&
	       ((memcmp(source->bytes, "\xff\xfe", 2) == 0 && !source->bytes[3]) ||
		       (memcmp(source->bytes, "\xfe\xff", 2) == 0 && !source->bytes[2]));
}

/* All UTF-8 and no NUL? The first byte that is neither is reported. */
static bool check_text(struct parse *p)
{
	const char *bytes = p->source->bytes;
	uint32_t at = (uint32_t)utf8_text(bytes, p->source->len);
	struct span span = { p->source, at, at + 1 };

	if (at == p->source->len)
		return true;
	if (bytes[at] == '\0')
		parse_error(p, DIAG_STRAY_CHARACTER, span, "a NUL byte cannot stand in a .gs file");
	else if (is_utf16(p->source))
		parse_error(p, DIAG_NOT_UTF8, span, "this file is UTF-16: write it as UTF-8");
	else
		parse_error(p, DIAG_NOT_UTF8, span, "this byte (0x%02x) is not UTF-8",
			(unsigned)(unsigned char)bytes[at]);
	return false;
}

static struct tree_file *parse(
	struct arena *arena, struct diag *diag, const struct source *source, bool wants_tokens)
{
	struct tree_file *file = arena_take(arena, sizeof(*file));
	struct parse *p = arena_take(arena, sizeof(*p));

	file->source = source;
	p->arena = arena;
	p->diag = diag;
	p->source = source;
	p->file = file;
	p->begin = source->bytes;
	p->end = source->bytes + source->len;
	intern_init(&p->names, arena);
	p->wants_tokens = wants_tokens;
	p->current.source = source;
	if (source->len >= 3 && memcmp(p->begin, "\xef\xbb\xbf", 3) == 0)
		p->begin += 3;
	p->at = p->begin;
	if (check_text(p))
		gs_parse(p);
	return file;
}

struct tree_file *parse_file(struct arena *arena, struct diag *diag, const struct source *source)
{
	return parse(arena, diag, source, false);
}

struct tree_file *parse_file_tokens(
	struct arena *arena, struct diag *diag, const struct source *source)
{
	return parse(arena, diag, source, true);
}
