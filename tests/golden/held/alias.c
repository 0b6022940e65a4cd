/* SPDX-License-Identifier: MIT */
/* Reads through views what was written through the twins before, in one function, where a compiler
 * that takes the two for different objects would read what stood there earlier. */
#include "state.gs.h"
#include "unions.gs.h"

#include <gs_tables.h>

#include <stdio.h>
#include <string.h>

static int failures;

static void is(const char *name, bool good)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failures += !good;
}

static bool text_is(gs_str text, const char *wanted)
{
	return text.len == strlen(wanted) && memcmp(text.data, wanted, text.len) == 0;
}

__attribute__((noinline)) static uint32_t write_and_read(
	struct entry_held *held, const struct entry *view)
{
	uint32_t before = view->hits;

	held->hits = before + 1;
	return view->hits - before;
}

__attribute__((noinline)) static bool set_and_read(
	struct entry_held *held, const struct entry *view, const struct entry *value)
{
	uint32_t len = view->tags.len;

	return entry_set(held, value) && len == 0 && view->tags.len == 1 &&
	       text_is(view->tags.items[0], "tag") && view->note.has &&
	       text_is(view->note.value, "note") && view->value.len == 2;
}

__attribute__((noinline)) static bool change_items(
	struct entry_held *held, const struct entry *view)
{
	gs_str was = view->tags.items[0];
	gs_text *tag = entry_tags_at(held, 0);

	held->note.has = false;
	return text_is(was, "tag") && gs_text_set(tag, GS_STR("gat")) && !view->note.has &&
	       text_is(view->tags.items[0], "gat") &&
	       text_is(entry_tags_view(held).items[0], "gat");
}

__attribute__((noinline)) static bool change_member(
	struct piece_held *held, const struct piece *view, const struct piece *value)
{
	enum piece_tag was = view->tag;
	uint32_t number = view->as.frame_number;

	return was == PIECE_FRAME_NUMBER && number == 7 && piece_set(held, value) &&
	       view->tag == PIECE_TEXT && text_is(view->as.text, "text") &&
	       gs_text_set(&held->as.text, GS_STR("another")) && text_is(view->as.text, "another");
}

static void unions(void)
{
	const struct piece number = { PIECE_FRAME_NUMBER, .as.frame_number = 7 };
	const struct piece text = { PIECE_TEXT, .as.text = GS_STR("text") };
	const struct piece blank = { .tag = PIECE_BLANK };
	struct piece_held held = { .tag = PIECE_BLANK };
	const struct piece *view = piece_view(&held);

	is("a number of a union is set", piece_set(&held, &number) && held.as.frame_number == 7);
	is("a change of member is read through the view", change_member(&held, view, &text));
	is("a union is copied from its own view",
		piece_set(&held, view) && text_is(view->as.text, "another"));
	is("the blank one leaves nothing", piece_set(&held, &blank) && view->tag == PIECE_BLANK);
}

int main(void)
{
	gs_str tag = GS_STR("tag");
	const struct entry value = {
		.value = { (const uint8_t *)"xy", 2 },
		.tags = { &tag, 1 },
		.note = { true, GS_STR("note") },
	};
	const struct entry empty = { .hits = 0 };
	struct entry_held held = { .hits = 1 };
	const struct entry *view = entry_view(&held);

	is("a number written is read through the view", write_and_read(&held, view) == 1);
	is("a copy is read through the view", set_and_read(&held, view, &value));
	is("a text changed is read through the view", change_items(&held, view));
	is("a struct is copied from its own view", entry_set(&held, view) && view->tags.len == 1);
	is("the empty one leaves nothing", entry_set(&held, &empty) && view->tags.len == 0);
	unions();
	return failures > 0;
}
