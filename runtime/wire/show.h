/* SPDX-License-Identifier: MIT */
/*
 * show: values as people read them, in the spec's own notation where it has one: for gs.state,
 * traces and --help. Everything is cut at the end of its room, between two characters; secrets are
 * ***.
 */
#ifndef GS_WIRE_SHOW_H
#define GS_WIRE_SHOW_H

#include <gs_tables.h>

struct gs__shown {
	char *at;
	char *end;
	bool in_state; /* of state's layout: maps are tables */
	bool is_cut;   /* there was more */
};

void gs__show_text(struct gs__shown *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void gs__show_value(struct gs__shown *out, const struct gs_field *field, const uint8_t *from);

/* "n: 3, name: \"x\"" of a record's struct; `between` stands between two fields. */
void gs__show_fields(struct gs__shown *out, const struct gs_record *record, const void *from,
	const char *between);

#endif
