/* SPDX-License-Identifier: MIT */
/*
 * kind: a class as a node uses it, indexed once: its clauses by name and by descriptor. One a class
 * and node, shared by the instances, freed with the node.
 */
#ifndef GS_SERVER_KIND_H
#define GS_SERVER_KIND_H

#include <gs_tables.h>

#include "runtime/base/table.h"
#include "runtime/wire/plain.h"

struct gs__node;

/* Something that runs for a message. */
struct gs__handler {
	gs_str name;
	const struct gs_clause *clause; /* NULL: an `every` or `idle` clause */
	uint32_t in_size;               /* bytes of the C struct of its parameters, or context */
	uint8_t in_form;                /* enum gs__form: how they are kept in a queue ... */
	uint8_t answer_form;            /* ... and what a response gets ... */
	uint32_t answer_room;           /* ... with so many bytes kept for it */
	bool is_existing;               /* of a keyed server: starts no instance */
	bool is_secret; /* so is something of the message, its answer or the server's state */
	union {
		gs_verdict (*entry)(void *state, gs_ctx *ctx, const void *in, void *reply);
		void (*info)(void *state, gs_ctx *ctx, const void *in);
		void (*tick)(void *state, gs_ctx *ctx);
		void (*response)(void *state, gs_ctx *ctx, const void *context, gs_status status,
			const void *answer);
	} run;
	const struct gs_clause *to; /* of a response: the call that it answers; else NULL */
	/* Of a protocol's clause of a keyed server: its own copy of it, with the key; else NULL. */
	const struct gs__handler *keyed;
};

struct gs__kind {
	const struct gs_class *class;
	struct gs__kind *next;
	struct gs__table entries; /* by name */
	struct gs__handler down;  /* `info down` and its sisters, where the class has them */
	struct gs__handler gone;
	struct gs__handler signal;
	const struct gs__handler **index; /* by descriptor: open addressing ... */
	uint32_t index_mask;              /* ... in a power of two of places, at most half full */
	uint32_t count;
	struct gs__handler
		handlers[]; /* calls and casts, infos, ticks, responses, each in the spec's
		             * order; then those that lead to another */
};

/* The kind of a class, made at its first use. NULL: no memory. */
struct gs__kind *gs__kind_of(struct gs__node *node, const struct gs_class *class);
void gs__kinds_free(struct gs__node *node);

/* A call or cast by its name; NULL: no such. */
const struct gs__handler *gs__kind_entry(const struct gs__kind *kind, gs_str name);

/* Where a descriptor's search begins. */
static inline uint32_t gs__kind_place(const struct gs__kind *kind, const struct gs_clause *clause)
{
	return (uint32_t)((uintptr_t)clause >> 4) * 0x9e3779b1u >> 16 & kind->index_mask;
}

/* The handler of a descriptor; NULL: another class's. */
static inline const struct gs__handler *gs__kind_handler(
	const struct gs__kind *kind, const struct gs_clause *clause)
{
	uint32_t at = gs__kind_place(kind, clause);

	while (kind->index[at] && kind->index[at]->clause != clause)
		at = (at + 1) & kind->index_mask;
	return kind->index[at];
}

/* An error that some clause raises; NULL: none does. */
const struct gs_error *gs__kind_error(const struct gs__kind *kind, gs_status status);
const struct gs_error *gs__clause_error(const struct gs_clause *clause, gs_status status);

/* What it amounts to for a server of these parameters; 0: not given. */
int64_t gs__amount(const struct gs_amount *amount, const void *params);

static inline const struct gs__handler *gs__kind_tick(const struct gs__kind *kind, uint32_t n)
{
	return &kind->handlers[kind->class->entry_count + kind->class->info_count + n];
}

#endif
