/* SPDX-License-Identifier: MIT */
#include "runtime/wire/skip.h"

/*
 * What stands behind a tag of 0xc4 .. 0xdf: a length or count of `head` bytes, and per unit of it
 * `bytes` bytes or `objects` objects, and `more` bytes in any case.
 */
static const struct form {
	uint8_t head;
	uint8_t bytes;
	uint8_t objects;
	uint8_t more;
} forms[] = {
	{ 1, 1, 0, 0 }, { 2, 1, 0, 0 }, { 4, 1, 0, 0 },                 /* c4 bin */
	{ 1, 1, 0, 1 }, { 2, 1, 0, 1 }, { 4, 1, 0, 1 },                 /* c7 ext */
	{ 0, 0, 0, 4 }, { 0, 0, 0, 8 },                                 /* ca float */
	{ 0, 0, 0, 1 }, { 0, 0, 0, 2 }, { 0, 0, 0, 4 }, { 0, 0, 0, 8 }, /* cc uint */
	{ 0, 0, 0, 1 }, { 0, 0, 0, 2 }, { 0, 0, 0, 4 }, { 0, 0, 0, 8 }, /* d0 int */
	{ 0, 0, 0, 2 }, { 0, 0, 0, 3 }, { 0, 0, 0, 5 },                 /* d4 fixext */
	{ 0, 0, 0, 9 }, { 0, 0, 0, 17 },                                /* d7 */
	{ 1, 1, 0, 0 }, { 2, 1, 0, 0 }, { 4, 1, 0, 0 },                 /* d9 str */
	{ 2, 0, 1, 0 }, { 4, 0, 1, 0 },                                 /* dc array */
	{ 2, 0, 2, 0 }, { 4, 0, 2, 0 },                                 /* de map */
};

_Static_assert(sizeof(forms) / sizeof(forms[0]) == 0xe0 - 0xc4, "a form for each tag");

enum gs__skipped gs__skip_head(const uint8_t *at, size_t len, uint64_t *size, uint64_t *inside)
{
	const struct form *form;
	uint64_t n = 0;
	uint8_t tag;

	if (len < 1)
		return GS__SKIP_MORE;
	tag = *at;
	*size = 1;
	*inside = 0;
	if (tag == 0xc1)
		return GS__SKIP_BROKEN;
	if (tag < 0xc4 || tag >= 0xe0) {
		if (tag >= 0xa0 && tag < 0xc0)
			*size += tag & 0x1f;
		else if (tag >= 0x90 && tag < 0xa0)
			*inside = tag & 0x0f;
		else if (tag >= 0x80 && tag < 0x90)
			*inside = 2 * (uint64_t)(tag & 0x0f);
		return GS__SKIP_DONE;
	}
	form = &forms[tag - 0xc4];
	if (len < 1u + form->head)
		return GS__SKIP_MORE;
	for (unsigned i = 1; i <= form->head; i++)
		n = n << 8 | at[i];
	*size += form->head + form->more + n * form->bytes;
	*inside = n * form->objects;
	return GS__SKIP_DONE;
}

enum gs__skipped gs__skip(struct gs__skip *skip, const uint8_t *bytes, size_t len, uint64_t limit)
{
	enum gs__skipped head;
	uint64_t size, inside;

	if (!skip->started) {
		skip->started = 1;
		skip->left = 1;
	}
	while (skip->left > 0) {
		if (skip->at >= len)
			return GS__SKIP_MORE;
		head = gs__skip_head(bytes + skip->at, len - skip->at, &size, &inside);
		if (head != GS__SKIP_DONE)
			return head;
		skip->at += size;
		skip->left += inside - 1;
		/* Each object that is still to come has a byte at least. */
		if (skip->at > limit || skip->left > limit - skip->at)
			return GS__SKIP_TOO_LARGE;
	}
	return skip->at <= len ? GS__SKIP_DONE : GS__SKIP_MORE;
}
