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
	struct scope seen; /* structs and enums, by their way: each is compared once */
};

/* against_types.c */

/* `place` is how the record is named: "acquire", "the reply of acquire". */
void against_fields(struct against *a, enum against_way way, const char *place,
	const struct model_record *old, const struct model_record *now, struct span span);

const char *against_type_text(struct against *a, const struct model_type *type);

#endif
