/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include "gsc/model/print.h"

#include <string.h>

static const char *field_text(struct check *c, const struct model_field *field)
{
	struct text text;

	text_init(&text, c->arena);
	model_print_field(&text, field);
	return arena_copy(c->arena, text.bytes, text.len);
}

/* "no parameters", "1 parameter", "2 parameters" */
static const char *count_text(struct check *c, size_t count, const char *what)
{
	if (!count)
		return arena_printf(c->arena, "no %ss", what);
	return arena_printf(c->arena, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

static const char *timeout_text(struct check *c, int64_t timeout)
{
	struct text text;

	if (timeout < 0)
		return "none";
	text_init(&text, c->arena);
	model_print_duration(&text, timeout);
	return arena_copy(c->arena, text.bytes, text.len);
}

static const char *limit_text(struct check *c, uint64_t limit)
{
	struct text text;

	if (!limit)
		return "none";
	text_init(&text, c->arena);
	model_print_size(&text, limit);
	return arena_copy(c->arena, text.bytes, text.len);
}

/* `there`: what the protocol says; false. */
static bool refuse_part(struct check *c, const struct model_clause *written,
	const struct model_clause *wanted, const struct tree_expr *place, const char *what,
	const char *here, const char *there)
{
	diag_error(c->diag, DIAG_SIGNATURE, place ? place->span : written->span,
		"'%s' differs from protocol '%s': its %s is %s here and %s there", written->name,
		wanted->owner, what, here, there);
	diag_note(c->diag, wanted->span, "the protocol's clause is here");
	return false;
}

/* True: the same. Otherwise the first field that differs is reported, with both places. */
static bool same_fields(struct check *c, const struct model_clause *written,
	const struct model_clause *wanted, const char *what, const struct model_record *here,
	const struct model_record *there)
{
	size_t here_count = here ? here->count : 0;
	size_t there_count = there ? there->count : 0;

	for (size_t i = 0; i < here_count && i < there_count; i++) {
		const struct model_field *mine = &here->fields[i];
		const struct model_field *theirs = &there->fields[i];

		if (mine->type->kind == MODEL_WRONG || theirs->type->kind == MODEL_WRONG)
			return false;
		if (strcmp(field_text(c, mine), field_text(c, theirs)) == 0)
			continue;
		diag_error(c->diag, DIAG_SIGNATURE, mine->span,
			"'%s' differs from protocol '%s': %s %zu is '%s' here and '%s' there",
			written->name, wanted->owner, what, i + 1, field_text(c, mine),
			field_text(c, theirs));
		diag_note(c->diag, theirs->span, "the protocol's is here");
		return false;
	}
	if (here_count == there_count)
		return true;
	diag_error(c->diag, DIAG_SIGNATURE,
		here_count > there_count ? here->fields[there_count].span : written->span,
		"'%s' differs from protocol '%s': it has %s here and %s there", written->name,
		wanted->owner, count_text(c, here_count, what), count_text(c, there_count, what));
	diag_note(c->diag, here_count < there_count ? there->fields[here_count].span : wanted->span,
		here_count < there_count ? "the protocol's '%s' is here"
					 : "the protocol's clause is here",
		here_count < there_count ? there->fields[here_count].name : "");
	return false;
}

static bool raises(const struct model_clause *clause, const struct model_error *error)
{
	for (size_t i = 0; i < clause->raises_count; i++) {
		if (clause->raises[i] == error)
			return true;
	}
	return false;
}

static bool same_raises(
	struct check *c, const struct model_clause *written, const struct model_clause *wanted)
{
	const struct model_error *extra = NULL;
	const struct model_error *missing = NULL;

	for (size_t i = 0; i < written->raises_count && !extra; i++)
		extra = raises(wanted, written->raises[i]) ? NULL : written->raises[i];
	for (size_t i = 0; i < wanted->raises_count && !missing; i++)
		missing = raises(written, wanted->raises[i]) ? NULL : wanted->raises[i];
	if (!extra && !missing)
		return true;
	diag_error(c->diag, DIAG_SIGNATURE, written->span,
		"'%s' differs from protocol '%s': it raises '%s' %s", written->name, wanted->owner,
		extra ? extra->name : missing->name, extra ? "only here" : "only there");
	diag_note(c->diag, wanted->span, "the protocol's clause is here");
	return false;
}

bool signature_same(struct check *c, const struct tree_clause *tree,
	const struct model_clause *written, const struct model_clause *wanted)
{
	bool here_bare = written->out && written->out->bare;
	bool there_bare = wanted->out && wanted->out->bare;

	if (!same_fields(c, written, wanted, "parameter", written->in, wanted->in))
		return false;
	if (written->out && wanted->out && here_bare != there_bare) {
		diag_error(c->diag, DIAG_SIGNATURE, tree->reply_span,
			"'%s' differs from protocol '%s': its reply has %s here and %s there",
			written->name, wanted->owner, here_bare ? "no name" : "names",
			there_bare ? "no name" : "names");
		diag_note(c->diag, wanted->span, "the protocol's clause is here");
		return false;
	}
	if (!same_fields(c, written, wanted, "reply field", written->out, wanted->out) ||
		!same_raises(c, written, wanted))
		return false;
	if (written->timeout != wanted->timeout)
		return refuse_part(c, written, wanted, tree->timeout, "timeout",
			timeout_text(c, written->timeout), timeout_text(c, wanted->timeout));
	if (written->in->limit != wanted->in->limit)
		return refuse_part(c, written, wanted, tree->within, "limit",
			limit_text(c, written->in->limit), limit_text(c, wanted->in->limit));
	return true;
}
