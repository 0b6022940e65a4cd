/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/diag_item.h"

#include <string.h>

static const struct {
	const char *text;
	const char *meaning;
} codes[] = {
#define CODE(name, text, meaning) [DIAG_##name] = { text, meaning },
#include "gsc/base/codes.h"
#undef CODE
};

_Static_assert(sizeof(codes) / sizeof(codes[0]) == DIAG_CODE_COUNT, "a row for each code");

const char *diag_code_text(enum diag_code code)
{
	return codes[code].text;
}

const char *diag_code_meaning(enum diag_code code)
{
	return codes[code].meaning;
}

enum diag_code diag_code_find(const char *text)
{
	unsigned code = 0;

	while (code < DIAG_CODE_COUNT && strcmp(codes[code].text, text) != 0)
		code++;
	return (enum diag_code)code;
}

void diag_init(struct diag *diag, struct arena *arena)
{
	*diag = (struct diag){ .arena = arena };
}

static size_t file_of(struct diag *diag, const struct source *source)
{
	size_t i = diag->source_count;

	if (!source)
		return SIZE_MAX;
	while (i > 0)
		if (diag->sources[--i] == source)
			return i;
	arena_grow(diag->arena, (void **)&diag->sources, diag->source_count, &diag->source_cap,
		sizeof(*diag->sources));
	diag->sources[diag->source_count] = source;
	return diag->source_count++;
}

static struct diag_item **slot_of(struct diag *diag, size_t file, uint32_t start)
{
	uint64_t hash = ((uint64_t)file * 0x9e3779b97f4a7c15u + start) * 0xff51afd7ed558ccdu;
	size_t i = (size_t)(hash >> 32) & (diag->slots - 1);

	while (diag->starts[i] &&
		(diag->starts[i]->file != file || diag->starts[i]->span.start != start))
		i = (i + 1) & (diag->slots - 1);
	return &diag->starts[i];
}

/* Keeps the table of places at most half full. */
static void widen(struct diag *diag)
{
	struct diag_item **old = diag->starts;
	size_t slots = diag->slots;

	if (diag->errors * 2 < slots)
		return;
	diag->slots = slots ? slots * 2 : 64;
	diag->starts = arena_take_many(diag->arena, diag->slots, sizeof(*diag->starts));
	for (size_t i = 0; i < slots; i++)
		if (old[i])
			*slot_of(diag, old[i]->file, old[i]->span.start) = old[i];
}

static struct diag_item *new_item(struct diag *diag, enum diag_level level, enum diag_code code,
	struct span span, const char *format, va_list args)
{
	struct diag_item *item = arena_take(diag->arena, sizeof(*item));

	item->level = level;
	item->code = code;
	item->span = span;
	item->file = file_of(diag, span.source);
	item->order = diag->count;
	item->text = arena_vprintf(diag->arena, format, args);
	item->notes_end = &item->notes;
	item->edits_end = &item->edits;
	return item;
}

static void keep(struct diag *diag, struct diag_item *item)
{
	arena_grow(diag->arena, (void **)&diag->items, diag->count, &diag->cap,
		sizeof(struct diag_item *));
	diag->items[diag->count++] = item;
	diag->last = item;
}

void diag_error(struct diag *diag, enum diag_code code, struct span span, const char *format, ...)
{
	struct diag_item **slot;
	va_list args;

	diag->last = NULL;
	if (diag->errors >= DIAG_KEPT) {
		diag->errors++;
		return;
	}
	widen(diag);
	slot = slot_of(diag, file_of(diag, span.source), span.start);
	if (span.source && *slot && !diag->keeps_all)
		return;
	va_start(args, format);
	keep(diag, new_item(diag, DIAG_ERROR, code, span, format, args));
	va_end(args);
	diag->errors++;
	if (span.source)
		*slot = diag->last;
}

void diag_warning(struct diag *diag, enum diag_code code, struct span span, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	keep(diag, new_item(diag, DIAG_WARNING, code, span, format, args));
	va_end(args);
}

static void add_edit(struct diag *diag, struct diag_item *item, struct span span, const char *text)
{
	struct diag_edit *edit = arena_take(diag->arena, sizeof(*edit));

	*edit = (struct diag_edit){ .span = span,
		.text = arena_copy(diag->arena, text, strlen(text)) };
	*item->edits_end = edit;
	item->edits_end = &edit->next;
}

void diag_fix(struct diag *diag, struct span span, const char *text)
{
	if (diag->last && text)
		add_edit(diag, diag->last, span, text);
}

struct diag_item *diag_said(const struct diag *diag)
{
	return diag->last;
}

void diag_fix_also(struct diag *diag, struct diag_item *item, struct span span, const char *text)
{
	if (item && item->edits)
		add_edit(diag, item, span, text);
}

void diag_skip(struct diag *diag)
{
	diag->last = NULL;
}

/* One that would be one too many only says that there are more. */
void diag_note(struct diag *diag, struct span span, const char *format, ...)
{
	static const struct span nowhere;
	struct diag_item *last = diag->last;
	bool is_over = last && last->note_count == DIAG_SHOWN;
	struct diag_item *note;
	va_list args;

	if (!last || last->note_count > DIAG_SHOWN)
		return;
	va_start(args, format);
	note = new_item(diag, DIAG_NOTE, last->code, is_over ? nowhere : span,
		is_over ? "and more of them" : format, args);
	va_end(args);
	*last->notes_end = note;
	last->notes_end = &note->next;
	last->note_count++;
}
