/* SPDX-License-Identifier: MIT */
/* against_sources: what C that was written for the older spec sees, and never crosses the wire. */
#include "gsc/check/against_rules.h"

#include "gsc/base/arena.h"

#include <string.h>

static bool was_sent(struct against *a, const char *name)
{
	bool is_new = against_is_first(a, "request", name);

	is_new = against_is_first(a, "reply", name) && is_new;
	return !against_is_first(a, "setting", name) || !is_new;
}

void against_unsent_enum(struct against *a, const struct model_enum *old,
	const struct model_enum *now, struct span span)
{
	if (was_sent(a, now->name))
		return;
	for (size_t i = 0; i < old->count; i++) {
		const struct model_enumerator *was = &old->enumerators[i];
		size_t at = 0;

		while (at < now->count && strcmp(now->enumerators[at].name, was->name) != 0)
			at++;
		if (at < now->count)
			continue;
		diag_error(a->diag, DIAG_BREAKS_SOURCES, span, "enum '%s' has no '%s' any more",
			now->name, was->name);
		diag_note(a->diag, was->span, "it was here");
	}
}

void against_unsent_record(struct against *a, const struct model_record *old,
	const struct model_record *now, struct span span)
{
	if (!was_sent(a, now->name) && old->is_union == now->is_union)
		against_members(
			a, now->name, old->fields, old->count, now->fields, now->count, span);
}

void against_members(struct against *a, const char *place, const struct model_field *old,
	size_t old_count, const struct model_field *now, size_t now_count, struct span span)
{
	for (size_t i = 0; i < old_count; i++) {
		const struct model_field *was = &old[i];
		const char *before = against_type_text(a, was->type);
		size_t at = 0;

		while (at < now_count && strcmp(now[at].name, was->name) != 0)
			at++;
		if (at == now_count) {
			diag_error(a->diag, DIAG_BREAKS_SOURCES, span, "'%s.%s' is gone", place,
				was->name);
			diag_note(a->diag, was->span, "it was here");
		} else if (strcmp(before, against_type_text(a, now[at].type)) != 0) {
			diag_error(a->diag, DIAG_BREAKS_SOURCES, now[at].span,
				"'%s.%s' is '%s' now, not '%s'", place, was->name,
				against_type_text(a, now[at].type), before);
			diag_note(a->diag, was->span, "it was so here");
		}
	}
}
