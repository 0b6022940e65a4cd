/* SPDX-License-Identifier: MIT */
#include "runtime/wire/plain.h"

static enum gs__form form_of(const struct gs_field *field)
{
	switch ((enum gs_kind)field->kind) {
	case GS_BOOL:
	case GS_U8:
	case GS_U16:
	case GS_U32:
	case GS_U64:
	case GS_I8:
	case GS_I16:
	case GS_I32:
	case GS_I64:
	case GS_F32:
	case GS_F64:
	case GS_DURATION:
	case GS_TIME:
	case GS_NOTHING:
	case GS_HANDLE:
	case GS_TIMER: return field->flags & GS_RANGED ? GS__BOUNDED : GS__PLAIN;
	case GS_ENUM: return GS__BOUNDED;
	case GS_OPTIONAL: return form_of(field->item);
	case GS_RECORD: return gs__record_form(field->record);
	default: return GS__CODED;
	}
}

enum gs__form gs__record_form(const struct gs_record *record)
{
	enum gs__form form = GS__PLAIN;

	if (record && record->is_union) /* its tag has bounds */
		form = GS__BOUNDED;
	if (!record)
		return GS__PLAIN;
	if (record->limit && record->encoded_max > record->limit)
		return GS__CODED;
	for (uint32_t i = 0; i < record->count && form != GS__CODED; i++) {
		enum gs__form one = form_of(&record->fields[i]);

		if (one != GS__PLAIN)
			form = one;
	}
	return form;
}
