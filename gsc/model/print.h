/* SPDX-License-Identifier: MIT */
/*
 * print: a model as .gs text.
 *
 * For gs.describe: a server or a protocol with all that it needs (protocols, errors, structs,
 * enums, the ranges of aliases), bodies left out, constants folded. The parser and the checker
 * accept it again, and what it then prints is the same. The smaller pieces stand in diagnostics and
 * comments.
 */
#ifndef GSC_MODEL_PRINT_H
#define GSC_MODEL_PRINT_H

#include "gsc/base/text.h"
#include "gsc/model/model.h"

/* Indented by blanks; ends with a newline. */
void model_print_server(
	struct text *text, const struct model_file *file, const struct model_server *server);
void model_print_protocol(
	struct text *text, const struct model_file *file, const struct model_protocol *protocol);
/* What clients see of a child: the protocol; of a keyed server itself, with its key and without
 * what is not the protocol's. */
void model_print_view(
	struct text *text, const struct model_file *file, const struct model_view *view);

/* "list<entry, 100>": without its range. */
void model_print_type(struct text *text, const struct model_type *type);

/* The same where no range can stand: named by the alias that gave it one. */
void model_print_item(struct text *text, const struct model_type *type);

/* "1..1000", where the type is ranged. */
void model_print_range(struct text *text, const struct model_type *type);

/* "n: u32 in 1..1000 = 1" */
void model_print_field(struct text *text, const struct model_field *field);

/* A constant as it would be written; `type` may be NULL. */
void model_print_value(
	struct text *text, const struct model_type *type, const struct model_value *value);
void model_print_integer(struct text *text, model_int value);

/* "1500ms": in the largest unit that says it exactly. */
void model_print_duration(struct text *text, model_int ns);
void model_print_size(struct text *text, uint64_t bytes);

#endif
