/* SPDX-License-Identifier: MIT */
/*
 * against_rules: what the files of the comparison share.
 */
#ifndef GSC_CHECK_AGAINST_RULES_H
#define GSC_CHECK_AGAINST_RULES_H

#include "gsc/base/diag.h"
#include "gsc/check/scope.h"
#include "gsc/model/model.h"

/* Which way values of a type go. */
enum against_way {
	AGAINST_REQUEST, /* from a client to a server */
	AGAINST_REPLY,   /* from a server to a client: a reply, a field of an error */
	AGAINST_SETTING, /* from a source into a server's parameters */
};

struct against {
	struct arena *arena;
	struct diag *diag;
	const struct model_file *old;
	const struct model_file *now;
	struct scope seen; /* structs and enums, by their way: each is compared once */
};

/* against.c */

/* `way`: of the parameters. */
void against_clause(struct against *a, enum against_way way, const struct model_clause *old,
	const struct model_clause *now);
/* `clause` is not in the server or protocol (`what`) called `name` any more. */
void against_no_clause(struct against *a, const struct model_clause *clause, const char *what,
	const char *name, struct span span);

/* How large the parameters may be, in bytes. */
uint64_t against_most(const struct model_clause *clause);

/* against_types.c */

/* `place` is how the record is named: "acquire", "the reply of acquire". */
void against_fields(struct against *a, enum against_way way, const char *place,
	const struct model_record *old, const struct model_record *now, struct span span);

/* against_sources.c */

/* Members as C that uses them sees them: gone, or of another type. */
void against_members(struct against *a, const char *place, const struct model_field *old,
	size_t old_count, const struct model_field *now, size_t now_count, struct span span);
/* The same of an enum or struct that no message and no setting has, compared after all others. */
void against_unsent_enum(struct against *a, const struct model_enum *old,
	const struct model_enum *now, struct span span);
void against_unsent_record(struct against *a, const struct model_record *old,
	const struct model_record *now, struct span span);

/* against_text.c */

/* Is it the first time that something of this name is compared on this way? */
bool against_is_first(struct against *a, const char *way, const char *name);
const char *against_type_text(struct against *a, const struct model_type *type);
const char *against_size_text(struct against *a, uint64_t bytes);
const char *against_time_text(struct against *a, int64_t ns); /* -1: "without end" */

/* against_servers.c */

void against_server(
	struct against *a, const struct model_server *old, const struct model_server *now);
/* The calls and casts of two servers that clients know by one name. */
void against_entries(struct against *a, const struct model_server *old,
	const struct model_server *now, struct span span);
bool against_implements(const struct model_server *server, const char *protocol);
bool against_notifies(const struct model_server *server, const char *protocol);

/* against_bounds.c: of two servers with a key; of two servers. */
void against_instances(
	struct against *a, const struct model_server *old, const struct model_server *now);
void against_mailbox(
	struct against *a, const struct model_server *old, const struct model_server *now);

/* against_systems.c */

void against_system(struct against *a, const struct model_system *old,
	const struct model_system *now, struct span span);

#endif
