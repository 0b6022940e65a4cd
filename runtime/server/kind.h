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

/* What a queued message is (queue.h), in eight bytes. */
struct gs__label {
	uint32_t len; /* bytes of the message, which stand behind its head */
	uint8_t kind;
	uint8_t class;      /* of the pool; GS__POOL_CLASSES: none of its sizes */
	uint8_t carried;    /* bytes behind them: the trace that its handler carries on */
	bool is_plain : 1;  /* the bytes are the C struct */
	bool is_secret : 1; /* they are overwritten before the block is given back */
	bool is_queued : 1; /* of what belongs to something else */
};

enum { GS__NOT_QUICK = UINT8_MAX };

/* Something that runs for a message. */
struct gs__handler {
	gs_str name;
	const struct gs_clause *clause; /* NULL: an `every` or `idle` clause */
	struct gs__label label; /* of a message for it, plain and without a trace; of a response,
	                         * of a request */
	union {
		gs_verdict (*entry)(void *state, gs_ctx *ctx, const void *in, void *reply);
		void (*info)(void *state, gs_ctx *ctx, const void *in);
		void (*tick)(void *state, gs_ctx *ctx);
		void (*response)(void *state, gs_ctx *ctx, const void *context, gs_status status,
			const void *answer);
	} run;
	uint8_t quick;  /* label.kind if a message is a few bytes to be copied; or GS__NOT_QUICK */
	bool is_secret; /* something of the message, its answer or the server's state */
	bool is_existing;           /* of a keyed server: starts no instance */
	uint8_t in_form;            /* enum gs__form: how its parameters are kept in a queue ... */
	uint8_t answer_form;        /* ... and what a response gets ... */
	uint32_t answer_room;       /* ... with so many bytes kept for it */
	uint32_t in_size;           /* bytes of the C struct of its parameters, or context */
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
	/* By descriptor: open addressing in a power of two of places, at most half full. */
	struct gs__kind_place {
		const struct gs_clause *clause; /* NULL: free */
		const struct gs__handler *handler;
	} * index;
	uint64_t index_mask;   /* of an offset in it */
	uint64_t index_factor; /* with it most descriptors stand where their search begins */
	uint32_t count;
	uint8_t params_form; /* enum gs__form of the server's parameters */
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
static inline const struct gs__kind_place *gs__kind_place(
	const struct gs__kind *kind, const struct gs_clause *clause)
{
	uint64_t hash = (uintptr_t)clause * kind->index_factor >> 32;

	return (const void *)((const char *)kind->index + (hash & kind->index_mask));
}

/* The handler of a descriptor; NULL: another class's. */
static inline const struct gs__handler *gs__kind_handler(
	const struct gs__kind *kind, const struct gs_clause *clause)
{
	const struct gs__kind_place *place = gs__kind_place(kind, clause);
	uint32_t last = (uint32_t)(kind->index_mask / sizeof(*place));

	while (place->clause != clause && place->clause)
		place = &kind->index[(uint32_t)(place - kind->index + 1) & last];
	return place->handler;
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
