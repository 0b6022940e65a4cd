/* SPDX-License-Identifier: MIT */
#include "gsc/emit/codec.h"
#include "gsc/model/names.h"

#include <inttypes.h>

/*
 * A value of a union is an array of two: the index of its member, and what that holds, nil where it
 * has no type. Which member it is, a switch over the tag says, in both directions.
 */

static void begin_case(struct emitter *e, const struct model_record *record, size_t i)
{
	emit_add(e, "\tcase %s: return ",
		names_enumerator(e->out->arena, record->c_name, record->fields[i].name));
}

static void end_switch(struct emitter *e)
{
	text_put(e->out, "\t}\n\treturn NULL;\n}\n\n");
}

void emit_union_reader(struct emitter *e, const struct model_record *record)
{
	emit_row(e, "\tstruct %s *msg = to;", record->c_name);
	text_put(e->out, "\tuint32_t member = 0;\n\n");
	emit_row(e, "\tif (!gs_read_member(&at, in, %zu, &member))", record->count);
	text_put(e->out, "\t\treturn NULL;\n");
	emit_row(e, "\tmsg->tag = (enum %s_tag)member;", record->c_name);
	text_put(e->out, "\tswitch (msg->tag) {\n");
	for (size_t i = 0; i < record->count; i++) {
		begin_case(e, record, i);
		emit_add_member_coding(e, record, i, true);
		emit_row(e, " ? at : NULL;");
	}
	end_switch(e);
}

uint64_t emit_room_of_union(const struct model_record *record)
{
	uint64_t most = 0;

	for (size_t i = 0; i < record->count; i++) {
		uint64_t room = emit_room_of(record->fields[i].type);

		most = room > most ? room : most;
	}
	return 1 + 9 + most;
}

void emit_union_writer(struct emitter *e, const struct model_record *record)
{
	text_put(e->out, "\tswitch (msg->tag) {\n");
	for (size_t i = 0; i < record->count; i++) {
		begin_case(e, record, i);
		emit_add(e, "gs_write_member(&at, %zu) && ", i);
		emit_add_member_coding(e, record, i, false);
		emit_row(e, " ? at : NULL;");
	}
	end_switch(e);
}
