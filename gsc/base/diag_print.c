/* SPDX-License-Identifier: MIT */
#include "gsc/base/diag_item.h"
#include "gsc/base/utf8.h"

#include <stdlib.h>
#include <string.h>

/*
 * Of a long line only what stands around the caret is shown: at most BEFORE characters before it,
 * and WIDE in all. Whatever the source holds, the output is UTF-8 without control characters.
 */
enum { BEFORE = 60, WIDE = 160, TAB = 8 };

struct printer {
	FILE *out;
	bool has_colour;
};

/* One character of the source: its bytes, and what it takes on a terminal. */
struct glyph {
	uint32_t code; /* UTF8_WRONG: not UTF-8 */
	unsigned len;
	unsigned width;
};

static unsigned width_of(uint32_t code)
{
	static const struct {
		uint32_t low, high;
		unsigned width;
	} odd[] = {
		{ 0x0300, 0x036f, 0 }, /* combining marks */
		{ 0x1100, 0x115f, 2 }, /* Hangul Jamo */
		{ 0x200b, 0x200f, 0 }, /* zero width, direction marks */
		{ 0x202a, 0x202e, 0 },
		{ 0x2e80, 0x303e, 2 }, /* CJK */
		{ 0x3041, 0xa4cf, 2 },
		{ 0xac00, 0xd7a3, 2 }, /* Hangul */
		{ 0xf900, 0xfaff, 2 },
		{ 0xfe00, 0xfe0f, 0 }, /* variation selectors */
		{ 0xfe30, 0xfe6f, 2 },
		{ 0xff00, 0xff60, 2 },   /* full width forms */
		{ 0x1f300, 0x1faff, 2 }, /* pictures */
		{ 0x20000, 0x3fffd, 2 },
	};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		if (code >= odd[i].low && code <= odd[i].high)
			return odd[i].width;
	return 1;
}

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static struct glyph glyph_at(const char *at, const char *end)
{
	struct glyph glyph;

	glyph.code = utf8_decode(at, end, &glyph.len);
	glyph.width = width_of(glyph.code);
	return glyph;
}

static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e);
}

/* What stands as it is goes out at once: stderr has no buffer, and a name may be long. */
static void put_line(FILE *out, const char *at, const char *end)
{
	const char *kept = at;

	while (at < end) {
		struct glyph glyph = glyph_at(at, end);
		bool is_kept = glyph.code != UTF8_WRONG &&
			       (glyph.code == '\t' || !is_control(glyph.code));

		if (!is_kept) {
			fwrite(kept, 1, (size_t)(at - kept), out);
			fputs(glyph.code == UTF8_WRONG ? "\xef\xbf\xbd" : "?", out);
			kept = at + glyph.len;
		}
		at += glyph.len;
	}
	fwrite(kept, 1, (size_t)(at - kept), out);
}

static void colour(const struct printer *p, const char *code)
{
	if (p->has_colour)
		fprintf(p->out, "\033[%sm", code);
}

/* The line that `mark` is in, without its end: [*start, *end). */
static void find_line(
	const struct source *source, const char *mark, const char **start, const char **end)
{
	const char *last = source->bytes + source->len;
	const char *newline = memchr(mark, '\n', (size_t)(last - mark));

	*end = newline ? newline : last;
	while (*end > mark && (*end)[-1] == '\r')
		--*end;
	for (*start = mark; *start > source->bytes && (*start)[-1] != '\n';)
		--*start;
	if (*start == source->bytes && *end - *start >= 3 && memcmp(*start, "\xef\xbb\xbf", 3) == 0)
		*start += 3;
	if (*start > mark)
		*start = mark;
}

/* Where the shown part of a line begins and ends, so that the caret is in it. */
static void find_window(const char *mark, const char **start, const char **end)
{
	const char *at = mark;
	unsigned shown = 0;

	if (*end - *start <= WIDE)
		return;
	while (at > *start && shown < BEFORE) {
		at--;
		shown += !is_continuation(*at);
	}
	*start = at;
	for (shown = 0; at < *end && shown < WIDE; shown++)
		at += glyph_at(at, *end).len;
	*end = at;
}

/* Where a terminal puts what follows the glyph at `column`. */
static unsigned column_after(struct glyph glyph, unsigned column)
{
	return glyph.code == '\t' ? (column / TAB + 1) * TAB : column + glyph.width;
}

/*
 * Blanks, or tabs where the line has them, from `column` up to the mark; the caret; tildes to the
 * span's end, as wide as the terminal shows it.
 */
static void put_marks(
	FILE *out, unsigned column, const char *start, const char *mark, const char *end)
{
	unsigned last;

	while (start < mark) {
		struct glyph glyph = glyph_at(start, mark);

		if (glyph.code == '\t')
			putc('\t', out);
		else
			fprintf(out, "%*s", (int)glyph.width, "");
		column = column_after(glyph, column);
		start += glyph.len;
	}
	putc('^', out);
	last = column + 1;
	while (mark < end) {
		struct glyph glyph = glyph_at(mark, end);

		column = column_after(glyph, column);
		mark += glyph.len;
	}
	for (; last < column; last++)
		putc('~', out);
}

static void put_excerpt(const struct printer *p, struct span span)
{
	const struct source *source = span.source;
	const char *mark = source->bytes + (span.start < source->len ? span.start : source->len);
	const char *last = source->bytes + (span.end < source->len ? span.end : source->len);
	const char *start;
	const char *end;
	const char *line_start;
	const char *line_end;

	find_line(source, mark, &start, &end);
	line_start = start;
	line_end = end;
	find_window(mark, &start, &end);
	fputs(start > line_start ? "..." : "", p->out);
	put_line(p->out, start, end);
	fputs(end < line_end ? "...\n" : "\n", p->out);
	fputs(start > line_start ? "   " : "", p->out);
	if (last > end)
		last = end;
	while (last > mark && (last[-1] == ' ' || last[-1] == '\t'))
		last--;
	colour(p, "32;1");
	put_marks(p->out, start > line_start ? 3 : 0, start, mark, last);
	colour(p, "0");
	putc('\n', p->out);
}

static void put_text_item(const struct printer *p, const struct diag_item *item)
{
	static const char *const words[] = { "error", "warning", "note" };
	static const char *const colours[] = { "31;1", "35;1", "36;1" };

	colour(p, "1");
	if (item->span.source) {
		struct place place = source_place(item->span.source, item->span.start);

		fprintf(p->out, "%s:%u:%u: ", item->span.source->path, place.line, place.column);
	}
	colour(p, colours[item->level]);
	fprintf(p->out, "%s: ", words[item->level]);
	colour(p, "0");
	put_line(p->out, item->text, item->text + strlen(item->text));
	if (item->level != DIAG_NOTE)
		fprintf(p->out, " [%s]", diag_code_text(item->code));
	putc('\n', p->out);
	if (item->span.source)
		put_excerpt(p, item->span);
	for (const struct diag_item *note = item->notes; note; note = note->next)
		put_text_item(p, note);
}

static void put_json_string(FILE *out, const char *string)
{
	const char *end = string + strlen(string);

	putc('"', out);
	while (string < end) {
		struct glyph glyph = glyph_at(string, end);

		if (glyph.code == '"' || glyph.code == '\\')
			fprintf(out, "\\%c", (char)glyph.code);
		else if (glyph.code < 0x20 || glyph.code == 0x7f)
			fprintf(out, "\\u%04x", (unsigned)glyph.code);
		else if (glyph.code == UTF8_WRONG)
			fputs("\\ufffd", out);
		else
			fwrite(string, 1, glyph.len, out);
		string += glyph.len;
	}
	putc('"', out);
}

static void put_json_place(FILE *out, struct span span)
{
	struct place start;
	struct place end;

	if (!span.source)
		return;
	start = source_place(span.source, span.start);
	end = source_place(span.source, span.end);
	fputs("\"file\":", out);
	put_json_string(out, span.source->path);
	fprintf(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u,", start.line,
		start.column, end.line, end.column);
}

static void put_json_edit(FILE *out, const struct diag_edit *edit)
{
	put_json_place(out, edit->span);
	fputs("\"text\":", out);
	put_json_string(out, edit->text);
}

static void put_json_fix(FILE *out, const struct diag_edit *edit)
{
	if (!edit)
		return;
	fputs(",\"fix\":{", out);
	put_json_edit(out, edit);
	fputs(edit->next ? ",\"also\":[" : "", out);
	for (const struct diag_edit *next = edit->next; next; next = next->next) {
		putc('{', out);
		put_json_edit(out, next);
		fputs(next->next ? "}," : "}]", out);
	}
	putc('}', out);
}

static void put_json_item(FILE *out, const struct diag_item *item)
{
	putc('{', out);
	put_json_place(out, item->span);
	fprintf(out, "\"level\":\"%s\",\"code\":\"%s\",\"text\":",
		item->level == DIAG_ERROR ? "error" : "warning", diag_code_text(item->code));
	put_json_string(out, item->text);
	fputs(",\"notes\":[", out);
	for (const struct diag_item *note = item->notes; note; note = note->next) {
		putc('{', out);
		put_json_place(out, note->span);
		fputs("\"text\":", out);
		put_json_string(out, note->text);
		fputs(note->next ? "}," : "}", out);
	}
	putc(']', out);
	put_json_fix(out, item->edits);
	fputs("}\n", out);
}

static uint32_t rank(const struct diag_item *item)
{
	return item->span.source ? item->span.source->number + 1 : 0;
}

static int compare(const void *left, const void *right)
{
	const struct diag_item *a = *(struct diag_item *const *)left;
	const struct diag_item *b = *(struct diag_item *const *)right;

	/* What has no place (SIZE_MAX) comes first; then the files as they were read. */
	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? -1 : 1;
	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static size_t beyond(size_t count)
{
	return count > DIAG_SHOWN ? count - DIAG_SHOWN : 0;
}

static void put_text_rest(FILE *out, size_t count, const char *word, bool is_cut)
{
	if (count)
		fprintf(out, "%s%zu more %s%s not shown\n", is_cut ? "at least " : "", count, word,
			count == 1 ? "" : "s");
}

/* What is said about those beyond the first DIAG_SHOWN. */
static void put_rest(
	const struct diag *diag, FILE *out, enum diag_format format, const size_t counts[2])
{
	size_t errors = beyond(counts[DIAG_ERROR]);
	size_t warnings = beyond(counts[DIAG_WARNING]);

	if (format == DIAG_JSON && errors + warnings)
		fprintf(out, "{\"errors_not_shown\":%zu,\"warnings_not_shown\":%zu}\n", errors,
			warnings);
	if (format == DIAG_JSON)
		return;
	put_text_rest(out, errors, "error", diag->is_cut);
	put_text_rest(out, warnings, "warning", false);
}

void diag_print(const struct diag *diag, FILE *out, enum diag_format format, bool has_colour)
{
	struct printer printer = { out, has_colour && format == DIAG_TEXT };
	size_t counts[] = { 0, 0 };

	/* The array belongs to the diag and its order to nobody: each item knows when it came. */
	if (diag->count)
		qsort(diag->items, diag->count, sizeof(struct diag_item *), compare);
	for (size_t i = 0; i < diag->count; i++) {
		const struct diag_item *item = diag->items[i];

		if (counts[item->level]++ >= DIAG_SHOWN)
			continue;
		if (format == DIAG_JSON)
			put_json_item(out, item);
		else
			put_text_item(&printer, item);
	}
	counts[DIAG_ERROR] = diag->errors; /* not all of them are kept */
	put_rest(diag, out, format, counts);
}
