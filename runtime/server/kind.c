/* SPDX-License-Identifier: MIT */
#include "runtime/server/kind.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/server/inside.h"
#include "runtime/server/send.h"
#include "runtime/wire/record.h"

enum { ROOM_LEAST = 32, ROOM_MAX = 512, ENVELOPE = 8 };
enum { INDEX_LEAST = 4, INDEX_GROWS = 4, FACTORS = 8 };

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* Parameters and replies of all classes are made in two buffers of the node. */
static bool fit_scratch(struct gs__node *node, const struct gs_clause *clause)
{
	uint32_t in = clause->in ? clause->in->size : 0;
	uint32_t out = clause->out ? clause->out->size : 0;
	uint32_t size = larger(larger(in, out), GS__SCRATCH_LEAST);
	void *grown;

	if (size <= node->scratch_size)
		return true;
	grown = realloc(node->params, size);
	if (!grown)
		return false;
	node->params = grown;
	grown = realloc(node->reply, size);
	if (!grown)
		return false;
	node->reply = grown;
	node->scratch_size = size;
	return true;
}

static void set_clause(struct gs__handler *handler, const struct gs_clause *clause)
{
	handler->name = gs__str(clause->name);
	handler->clause = clause;
	handler->in_size = gs__record_size(clause->in);
	handler->in_form = (uint8_t)gs__record_form(clause->in);
}

/* For a small one in any form; there is always some, for errors. */
static uint32_t answer_room(const struct gs_record *out)
{
	uint64_t most = out ? out->encoded_max : 1;
	uint32_t coded = most > ROOM_MAX ? ROOM_LEAST : (uint32_t)most + ENVELOPE;

	return gs__record_form(out) == GS__CODED ? coded : larger(coded, gs__record_size(out));
}

/* What is asked of a message is kept secret with its answer. */
static void set_secret(struct gs__node *node, struct gs__kind *kind, struct gs__handler *handler)
{
	bool is_secret = gs__clause_is_secret(handler->clause) ||
			 (handler->to && gs__clause_is_secret(handler->to));

	node->has_secrets = node->has_secrets || is_secret;
	handler->is_secret = is_secret || kind->class->is_secret;
}

static enum gs__mail_kind mail_kind(const struct gs_clause *clause)
{
	switch (clause->kind) {
	case GS_CALL: return GS__MAIL_CALL;
	case GS_CAST: return GS__MAIL_CAST;
	case GS_TO_SELF: return GS__MAIL_OWN;
	default: return GS__MAIL_ANSWER;
	}
}

/* What each message for it has in common. Those for one of many instances are never quick. */
static void set_label(struct gs__handler *handler, bool is_quick)
{
	enum gs__mail_kind kind = mail_kind(handler->clause);
	size_t head = kind == GS__MAIL_ANSWER ? gs__ask_size(handler) : gs__mail_head(kind);
	unsigned class = gs__pool_class(head + handler->in_size);

	handler->label = (struct gs__label){
		.len = handler->in_size,
		.kind = (uint8_t)kind,
		.class = (uint8_t)(class < GS__POOL_CLASSES ? class : GS__POOL_CLASSES),
		.is_plain = true,
		.is_secret = handler->is_secret,
	};
	is_quick = is_quick && !handler->is_secret && handler->in_form == GS__PLAIN &&
		   handler->in_size <= GS__QUICK_MAX && class < GS__POOL_CLASSES;
	handler->quick = is_quick ? handler->label.kind : GS__NOT_QUICK;
}

static uint32_t count_copies(const struct gs_class *class)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < class->entry_count; i++)
		count += class->entries[i].of != NULL;
	return count;
}

static bool index_entries(struct gs__node *node, struct gs__kind *kind)
{
	const struct gs_class *class = kind->class;

	for (uint32_t i = 0; i < class->entry_count; i++) {
		const struct gs_clause *clause = class->entries[i].clause;
		struct gs__handler *handler = &kind->handlers[i];

		set_clause(handler, clause);
		handler->run.entry = class->entries[i].run;
		handler->is_existing = class->entries[i].is_existing;
		set_secret(node, kind, handler);
		set_label(handler, !class->key);
		if (!gs__table_put(&kind->entries, handler->name, handler) ||
			!fit_scratch(node, clause))
			return false;
	}
	return true;
}

static bool index_own(struct gs__node *node, struct gs__kind *kind)
{
	const struct gs_class *class = kind->class;
	struct gs__handler *handler = &kind->handlers[class->entry_count];

	for (uint32_t i = 0; i < class->info_count; i++, handler++) {
		set_clause(handler, class->infos[i].clause);
		handler->run.info = class->infos[i].run;
		set_secret(node, kind, handler);
		set_label(handler, true);
		if (!fit_scratch(node, handler->clause))
			return false;
	}
	for (uint32_t i = 0; i < class->tick_count; i++, handler++) {
		handler->name = gs__str(class->ticks[i].name);
		handler->run.tick = class->ticks[i].run;
		handler->is_secret = class->is_secret;
	}
	for (uint32_t i = 0; i < class->response_count; i++, handler++) {
		set_clause(handler, class->responses[i].clause);
		handler->to = class->responses[i].to;
		handler->answer_form = (uint8_t)gs__record_form(handler->to->out);
		handler->answer_room = answer_room(handler->to->out);
		handler->run.response = class->responses[i].run;
		set_secret(node, kind, handler);
		set_label(handler, true);
		if (!fit_scratch(node, handler->clause) || !fit_scratch(node, handler->to))
			return false;
	}
	kind->down.name = gs__str("down");
	kind->gone.name = gs__str("gone");
	kind->signal.name = gs__str("signal");
	kind->down.is_secret = kind->gone.is_secret = class->is_secret;
	kind->signal.is_secret = class->is_secret;
	return true;
}

static void index_copies(struct gs__kind *kind)
{
	const struct gs_class *class = kind->class;
	struct gs__handler *handler = &kind->handlers[kind->count - count_copies(class)];

	for (uint32_t i = 0; i < class->entry_count; i++) {
		if (!class->entries[i].of)
			continue;
		set_clause(handler, class->entries[i].of);
		handler->keyed = &kind->handlers[i];
		handler->quick = GS__NOT_QUICK;
		handler++;
	}
}

/* How many of them stand elsewhere than where their search begins. */
static uint32_t fill_index(struct gs__kind *kind, uint32_t places, uint64_t factor)
{
	uint32_t displaced = 0;

	kind->index_factor = factor;
	kind->index_mask = (places - 1) * sizeof(kind->index[0]);
	memset(kind->index, 0, places * sizeof(kind->index[0]));
	for (uint32_t i = 0; i < kind->count; i++) {
		const struct gs__handler *handler = &kind->handlers[i];
		const struct gs__kind_place *first = gs__kind_place(kind, handler->clause);
		uint32_t at = (uint32_t)(first - kind->index);

		if (!handler->clause)
			continue;
		displaced += first->clause != NULL;
		while (kind->index[at].clause)
			at = (at + 1) & (places - 1);
		kind->index[at].clause = handler->clause;
		kind->index[at].handler = handler;
	}
	return displaced;
}

/* The least that displaces none, or all that there may be. False: no memory. */
static bool index_clauses(struct gs__kind *kind)
{
	uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	uint32_t least = INDEX_LEAST, most;

	while (least < 2 * kind->count)
		least *= 2;
	most = INDEX_GROWS * least;
	kind->index = malloc(most * sizeof(kind->index[0]));
	if (!kind->index)
		return false;
	for (uint32_t places = least; places <= most; places *= 2)
		for (int i = 0; i < FACTORS; i++, factor *= UINT64_C(0xd1342543de82ef95))
			if (fill_index(kind, places, factor) == 0)
				return true;
	return true;
}

static void free_kind(struct gs__kind *kind)
{
	gs__table_free(&kind->entries);
	free(kind->index);
	free(kind);
}

struct gs__kind *gs__kind_of(struct gs__node *node, const struct gs_class *class)
{
	uint32_t count = class->entry_count + class->info_count + class->tick_count +
			 class->response_count + count_copies(class);
	struct gs__kind *kind;

	for (kind = node->kinds; kind; kind = kind->next)
		if (kind->class == class)
			return kind;
	kind = calloc(1, sizeof(*kind) + count * sizeof(kind->handlers[0]));
	if (!kind)
		return NULL;
	kind->class = class;
	kind->count = count;
	kind->params_form = (uint8_t)gs__record_form(class->params);
	gs__table_init(&kind->entries, node->key);
	if (!index_entries(node, kind) || !index_own(node, kind)) {
		free_kind(kind);
		return NULL;
	}
	index_copies(kind);
	if (!index_clauses(kind)) {
		free_kind(kind);
		return NULL;
	}
	kind->next = node->kinds;
	node->kinds = kind;
	return kind;
}

void gs__kinds_free(struct gs__node *node)
{
	while (node->kinds) {
		struct gs__kind *kind = node->kinds;

		node->kinds = kind->next;
		free_kind(kind);
	}
}

const struct gs__handler *gs__kind_entry(const struct gs__kind *kind, gs_str name)
{
	return gs__table_get(&kind->entries, name);
}

int64_t gs__amount(const struct gs_amount *amount, const void *params)
{
	const char *from = amount->at ? (const char *)params + amount->at - 1 : NULL;
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	if (!from)
		return amount->value;
	switch (amount->size) {
	case 1: memcpy(&u8, from, 1); return u8;
	case 2: memcpy(&u16, from, 2); return u16;
	case 4: memcpy(&u32, from, 4); return u32;
	default: memcpy(&u64, from, 8); return u64 > INT64_MAX ? INT64_MAX : (int64_t)u64;
	}
}

const struct gs_error *gs__clause_error(const struct gs_clause *clause, gs_status status)
{
	if (!clause->raises)
		return NULL;
	for (const struct gs_error *const *error = clause->raises; *error; error++)
		if ((*error)->status == status)
			return *error;
	return NULL;
}

const struct gs_error *gs__kind_error(const struct gs__kind *kind, gs_status status)
{
	const struct gs_error *error = NULL;

	for (uint32_t i = 0; i < kind->class->entry_count && !error; i++)
		error = gs__clause_error(kind->handlers[i].clause, status);
	return error;
}
