/* SPDX-License-Identifier: MIT */
#include "gsc/check/against_rules.h"

#include "gsc/base/arena.h"
#include "gsc/model/print.h"

#include <string.h>

/* Two fields of one place. */
struct pair {
	enum against_way way;
	const char *place; /* "acquire.n" */
	struct span old;
	struct span now;
	const struct model_type *old_type;
	const struct model_type *now_type;
};

/* What refuses values that were sent rightly, and what sends values that will be refused. */
static enum diag_code code_of_narrow(enum against_way way)
{
	return way == AGAINST_REQUEST ? DIAG_BREAKS_CLIENTS
	       : way == AGAINST_REPLY ? DIAG_BREAKS_SERVERS
				      : DIAG_BREAKS_SOURCES;
}

static enum diag_code code_of_other(enum against_way way)
{
	return way == AGAINST_SETTING ? DIAG_BREAKS_SOURCES : DIAG_BREAKS_CLIENTS;
}

static void differ(struct against *a, const struct pair *pair, enum diag_code code,
	const struct model_type *old, const struct model_type *now, const char *what)
{
	const char *before = against_type_text(a, pair->old_type);
	const char *text = against_type_text(a, pair->now_type);

	/* Ranges inside of lists are not in the text of the whole. */
	if (strcmp(before, text) == 0) {
		before = against_type_text(a, old);
		text = against_type_text(a, now);
	}
	diag_error(a->diag, code, pair->now, "'%s' is '%s' now, which %s '%s'", pair->place, text,
		what, before);
	diag_note(a->diag, pair->old, "it was '%s' here", before);
}

static const char *way_text(enum against_way way)
{
	return way == AGAINST_REQUEST ? "request" : way == AGAINST_REPLY ? "reply" : "setting";
}

static const struct model_enumerator *find_value(const struct model_enum *in, int32_t value)
{
	for (size_t i = 0; i < in->count; i++) {
		if (in->enumerators[i].value == value)
			return &in->enumerators[i];
	}
	return NULL;
}

static const struct model_enumerator *find_name(const struct model_enum *in, const char *name)
{
	for (size_t i = 0; i < in->count; i++) {
		if (strcmp(in->enumerators[i].name, name) == 0)
			return &in->enumerators[i];
	}
	return NULL;
}

static void compare_enumerator(struct against *a, const struct pair *pair,
	const struct model_enumerator *was, const struct model_enum *now, bool is_known)
{
	const struct model_enumerator *named = find_name(now, was->name);
	const struct model_enumerator *valued = find_value(now, was->value);

	/* The ways share what is said of names and values. */
	if (is_known && (named || valued))
		return;
	if (named && named->value != was->value) {
		diag_error(a->diag, code_of_other(pair->way), named->span,
			"'%s' of enum '%s' has the value %ld now, not %ld", was->name, now->name,
			(long)named->value, (long)was->value);
		diag_note(a->diag, was->span, "it had that value here");
	} else if (!named && valued) {
		diag_error(a->diag, code_of_other(pair->way), valued->span,
			"'%s' of enum '%s' is called '%s' now", was->name, now->name, valued->name);
		diag_note(a->diag, was->span, "it was called so here");
	} else if (!named) {
		diag_error(a->diag, code_of_narrow(pair->way), pair->now,
			"'%s': enum '%s' has no '%s' any more", pair->place, now->name, was->name);
		diag_note(a->diag, was->span, "it was here");
	}
}

static void compare_enum(struct against *a, const struct pair *pair, const struct model_enum *old,
	const struct model_enum *now)
{
	bool is_known = !against_is_first(a, pair->way == AGAINST_SETTING ? "=" : "", now->name);

	if (!against_is_first(a, way_text(pair->way), now->name))
		return;
	for (size_t i = 0; i < old->count; i++)
		compare_enumerator(a, pair, &old->enumerators[i], now, is_known);
	for (size_t i = 0; pair->way == AGAINST_REPLY && i < now->count; i++) {
		const struct model_enumerator *at = &now->enumerators[i];

		if (find_name(old, at->name) || find_value(old, at->value))
			continue;
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, at->span,
			"'%s' of enum '%s' is new, and older clients do not know it in '%s'",
			at->name, now->name, pair->place);
		diag_note(a->diag, pair->old, "this was answered without it");
	}
}

/* Does one take less, or more, than the other? */
struct limits {
	bool is_narrower;
	bool is_wider;
};

static void limit(struct limits *limits, bool is_less, bool is_more)
{
	limits->is_narrower = limits->is_narrower || is_less;
	limits->is_wider = limits->is_wider || is_more;
}

static struct limits limits_of(const struct model_type *old, const struct model_type *now)
{
	struct limits limits = { false, false };

	if (old->kind == MODEL_F32 || old->kind == MODEL_F64) {
		limit(&limits, now->kind == MODEL_F32 && old->kind == MODEL_F64,
			now->kind == MODEL_F64 && old->kind == MODEL_F32);
		if (old->real_ranged || now->real_ranged) {
			limit(&limits,
				now->real_ranged &&
					(!old->real_ranged || now->real_low > old->real_low ||
						now->real_high < old->real_high),
				old->real_ranged &&
					(!now->real_ranged || now->real_low < old->real_low ||
						now->real_high > old->real_high));
		}
		return limits;
	}
	limit(&limits, now->low > old->low || now->high < old->high,
		now->low < old->low || now->high > old->high);
	limit(&limits, now->len_min > old->len_min || now->len_max < old->len_max,
		now->len_min < old->len_min || now->len_max > old->len_max);
	return limits;
}

/* Kinds between which values pass: integers of all sizes, floats of both. */
static int family(const struct model_type *type)
{
	if (type->kind >= MODEL_U8 && type->kind <= MODEL_I64)
		return MODEL_U8;
	if (type->kind == MODEL_STRUCT && type->record->is_union)
		return MODEL_KIND_COUNT;
	return type->kind == MODEL_F32 ? MODEL_F64 : (int)type->kind;
}

static bool compare_types(struct against *a, const struct pair *pair, const struct model_type *old,
	const struct model_type *now);
static bool compare_whole(struct against *a, const struct pair *pair);

static size_t index_of(const struct model_record *record, const char *name)
{
	size_t i = 0;

	while (i < record->count && strcmp(record->fields[i].name, name) != 0)
		i++;
	return i;
}

/* A member of a union that was there: it has its place and its name, and takes what it took. */
static void compare_member(struct against *a, const struct pair *whole,
	const struct model_record *old, size_t i, const struct model_record *now)
{
	const struct model_field *was = &old->fields[i];
	size_t at = index_of(now, was->name);
	bool is_renamed = at == now->count && i < now->count &&
			  index_of(old, now->fields[i].name) == old->count;
	struct pair pair = *whole;

	if (at == now->count && !is_renamed) {
		diag_error(a->diag, code_of_narrow(whole->way), whole->now,
			"'%s': union '%s' has no '%s' any more", whole->place, now->name,
			was->name);
		diag_note(a->diag, was->span, "it was here");
		return;
	}
	at = is_renamed ? i : at;
	pair.place = arena_printf(a->arena, "%s.%s", now->name, was->name);
	pair.old = was->span;
	pair.now = now->fields[at].span;
	pair.old_type = was->type;
	pair.now_type = now->fields[at].type;
	if (is_renamed) {
		diag_error(a->diag, code_of_other(whole->way), pair.now, "'%s' is called '%s' now",
			pair.place, now->fields[at].name);
		diag_note(a->diag, was->span, "it was called so here");
	} else if (at != i) {
		diag_error(a->diag, code_of_other(whole->way), pair.now,
			"'%s' is number %zu now, not %zu", pair.place, at + 1, i + 1);
		diag_note(a->diag, was->span, "it was here");
	}
	compare_whole(a, &pair);
}

static void compare_union(struct against *a, const struct pair *pair,
	const struct model_record *old, const struct model_record *now)
{
	for (size_t i = 0; i < old->count; i++)
		compare_member(a, pair, old, i, now);
	for (size_t i = old->count; pair->way == AGAINST_REPLY && i < now->count; i++) {
		if (index_of(old, now->fields[i].name) < old->count)
			continue;
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->fields[i].span,
			"'%s' of union '%s' is new, and older clients do not know it in '%s'",
			now->fields[i].name, now->name, pair->place);
		diag_note(a->diag, pair->old, "this was answered without it");
	}
}

static bool compare_inside(struct against *a, const struct pair *pair, const struct model_type *old,
	const struct model_type *now)
{
	bool is_told = false;

	if (old->kind == MODEL_ENUM)
		compare_enum(a, pair, old->enumeration, now->enumeration);
	if (old->record && now->record &&
		against_is_first(a, way_text(pair->way), now->record->name)) {
		if (old->record->is_union)
			compare_union(a, pair, old->record, now->record);
		else
			against_fields(a, pair->way, now->record->name, old->record, now->record,
				pair->now);
	}
	if (old->key && now->key)
		is_told = compare_types(a, pair, old->key, now->key);
	if (old->item && now->item)
		is_told = compare_types(a, pair, old->item, now->item) || is_told;
	return is_told;
}

/* As the wire sees them. Was anything said of the types, but for the fields of structs in them? */
static bool compare_types(struct against *a, const struct pair *pair, const struct model_type *old,
	const struct model_type *now)
{
	bool is_reply = pair->way == AGAINST_REPLY;
	struct limits limits;

	if (old->kind != MODEL_OPTIONAL && now->kind == MODEL_OPTIONAL) {
		if (is_reply)
			differ(a, pair, DIAG_BREAKS_CLIENTS, old, now, "may be none unlike");
		return compare_types(a, pair, old, now->item) || is_reply;
	}
	if (old->kind == MODEL_OPTIONAL && now->kind != MODEL_OPTIONAL) {
		differ(a, pair, code_of_narrow(pair->way), old, now, "is never none unlike");
		return true;
	}
	if (family(old) != family(now)) {
		differ(a, pair, code_of_other(pair->way), old, now, "is another type than");
		return true;
	}
	limits = limits_of(old, now);
	if (limits.is_narrower)
		differ(a, pair, code_of_narrow(pair->way), old, now, "is narrower than");
	else if (limits.is_wider && is_reply)
		differ(a, pair, DIAG_BREAKS_CLIENTS, old, now, "is wider than");
	return compare_inside(a, pair, old, now) || limits.is_narrower ||
	       (limits.is_wider && is_reply);
}

/* C turns numbers into each other by itself, and nothing else. */
static bool is_other_in_c(const struct model_type *old, const struct model_type *now)
{
	bool are_numbers = old->kind <= MODEL_F64 && now->kind <= MODEL_F64;

	return !are_numbers && old->c_type && now->c_type && strcmp(old->c_type, now->c_type) != 0;
}

/* As the wire sees them, and where that has nothing to say, as C does. Are they two types to C? */
static bool compare_whole(struct against *a, const struct pair *pair)
{
	const struct model_type *old = pair->old_type;
	const struct model_type *now = pair->now_type;
	const char *here = arena_printf(a->arena, "%s %u", pair->place, (unsigned)pair->old.start);

	if (compare_types(a, pair, old, now) || !is_other_in_c(old, now))
		return false;
	if (against_is_first(a, "C", here))
		differ(a, pair, DIAG_BREAKS_SOURCES, old, now, "is another type in C than");
	return true;
}

static const char *value_text(struct against *a, const struct model_field *field)
{
	struct text text;

	text_init(&text, a->arena);
	model_print_value(&text, field->type, field->fallback);
	return arena_copy(a->arena, text.bytes, text.len);
}

static void compare_defaults(struct against *a, const struct pair *pair,
	const struct model_field *old, const struct model_field *now, bool is_other)
{
	if (old->fallback && !now->fallback && old->written) {
		diag_error(a->diag, code_of_narrow(pair->way), pair->now,
			"'%s' has no default any more, and may have been left out", pair->place);
		diag_note(a->diag, pair->old, "its default was %s", value_text(a, old));
	} else if (!old->fallback && now->fallback && pair->way == AGAINST_REQUEST && !is_other) {
		diag_error(a->diag, DIAG_BREAKS_SOURCES, pair->now,
			"'%s' has a default now, which moves it into the options of its callers",
			pair->place);
		diag_note(a->diag, pair->old, "it was an argument of its own");
	} else if (old->fallback && now->fallback &&
		   strcmp(value_text(a, old), value_text(a, now)) != 0) {
		diag_warning(a->diag, code_of_other(pair->way), pair->now,
			"the default of '%s' is %s now, not %s, for all who leave it out",
			pair->place, value_text(a, now), value_text(a, old));
		diag_note(a->diag, pair->old, "it was so here");
	}
}

/* A field that was there and is not. */
static void report_gone(struct against *a, enum against_way way, const char *place,
	const struct model_record *old, size_t i, struct span span)
{
	const struct model_field *was = &old->fields[i];
	enum diag_code code = way == AGAINST_SETTING || was->fallback ? DIAG_BREAKS_SOURCES
			      : way == AGAINST_REQUEST                ? DIAG_BREAKS_SERVERS
								      : DIAG_BREAKS_CLIENTS;

	diag_error(a->diag,
		i + 1 < old->count && way != AGAINST_SETTING ? DIAG_BREAKS_CLIENTS : code, span,
		"'%s.%s' is gone%s", place, was->name,
		i + 1 < old->count ? ", and what came after it has moved" : "");
	diag_note(a->diag, was->span, "it was here");
}

/* A field that is new. */
static void report_new(struct against *a, enum against_way way, const char *place,
	const struct model_record *old, const struct model_field *field, struct span before)
{
	const char *why = !field->fallback ? "has no default" : "stands before older ones";
	enum diag_code code = way == AGAINST_SETTING                     ? DIAG_BREAKS_SOURCES
			      : way == AGAINST_REPLY && !field->fallback ? DIAG_BREAKS_SERVERS
									 : DIAG_BREAKS_CLIENTS;

	diag_error(a->diag, code, field->span, "'%s.%s' is new and %s", place, field->name, why);
	diag_note(a->diag, old->count ? old->fields[old->count - 1].span : before,
		old->count ? "this was the last one" : "there were none");
}

static bool is_renamed(const struct model_record *old, const struct model_record *now, size_t i)
{
	return i < now->count && index_of(old, now->fields[i].name) == old->count &&
	       now->count >= old->count;
}

static void compare_field(struct against *a, enum against_way way, const char *place,
	const struct model_record *old, size_t i, const struct model_record *now, struct span span)
{
	const struct model_field *was = &old->fields[i];
	size_t at = index_of(now, was->name);
	struct pair pair = { way, arena_printf(a->arena, "%s.%s", place, was->name), was->span,
		span, was->type, was->type };

	if (at == now->count && is_renamed(old, now, i)) {
		diag_error(a->diag, code_of_other(way), now->fields[i].span,
			"'%s' is called '%s' now", pair.place, now->fields[i].name);
		diag_note(a->diag, was->span, "it was called so here");
		at = i;
	} else if (at == now->count) {
		report_gone(a, way, place, old, i, span);
		return;
	}
	pair.now = now->fields[at].span;
	pair.now_type = now->fields[at].type;
	if (at != i && way != AGAINST_SETTING) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, pair.now,
			"'%s' is number %zu now, not %zu", pair.place, at + 1, i + 1);
		diag_note(a->diag, was->span, "it was here");
	}
	compare_defaults(a, &pair, was, &now->fields[at], compare_whole(a, &pair));
}

void against_fields(struct against *a, enum against_way way, const char *place,
	const struct model_record *old, const struct model_record *now, struct span span)
{
	if (old->bare && now->bare) {
		const struct pair pair = { way, place, old->fields->span, now->fields->span,
			old->fields->type, now->fields->type };

		compare_whole(a, &pair);
		return;
	}
	for (size_t i = 0; i < old->count; i++)
		compare_field(a, way, place, old, i, now, span);
	for (size_t i = 0; i < now->count; i++) {
		const struct model_field *field = &now->fields[i];
		bool is_last = i >= old->count || way == AGAINST_SETTING;

		if (index_of(old, field->name) == old->count && !(is_last && field->fallback) &&
			!(i < old->count && is_renamed(old, now, i) &&
				index_of(now, old->fields[i].name) == now->count))
			report_new(a, way, place, old, field, span);
	}
}
