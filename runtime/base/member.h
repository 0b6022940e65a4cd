/* SPDX-License-Identifier: MIT */
/*
 * Which member a value of a union has. Its C struct begins with the tag, the index of the member;
 * it comes from a user's C, so it may be none of them. Everybody who walks tables asks here.
 */
#ifndef GS_BASE_MEMBER_H
#define GS_BASE_MEMBER_H

#include <gs_tables.h>
#include <string.h>

static inline uint32_t gs__union_tag(const void *from)
{
	uint32_t tag;

	memcpy(&tag, from, sizeof(tag));
	return tag;
}

/* NULL: the tag is no member's. */
static inline const struct gs_field *gs__union_member(
	const struct gs_record *record, const void *from)
{
	uint32_t tag = gs__union_tag(from);

	return tag < record->count ? &record->fields[tag] : NULL;
}

#endif
