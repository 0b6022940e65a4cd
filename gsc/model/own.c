/* SPDX-License-Identifier: MIT */
#include "gsc/model/own.h"

bool model_is_container(const struct model_type *type)
{
	return type->kind == MODEL_LIST || type->kind == MODEL_MAP;
}

const struct model_type *model_container(const struct model_type *type)
{
	if (type->kind == MODEL_OPTIONAL)
		type = type->item;
	return model_is_container(type) ? type : NULL;
}

bool model_owns(const struct model_type *type)
{
	switch (type->kind) {
	case MODEL_STRING:
	case MODEL_BYTES:
	case MODEL_LIST:
	case MODEL_MAP: return true;
	case MODEL_OPTIONAL: return model_owns(type->item);
	case MODEL_STRUCT: return type->record->owns;
	default: return false;
	}
}

bool model_drops(const struct model_type *type)
{
	switch (type->kind) {
	case MODEL_TIMER: return true;
	case MODEL_EXTERN: return type->drop;
	case MODEL_OPTIONAL: return model_drops(type->item);
	case MODEL_STRUCT: return type->record->drops;
	default: return model_owns(type);
	}
}

bool model_is_secret(const struct model_field *field)
{
	const struct model_type *type = field->type;

	while (type->item)
		type = type->item;
	return field->is_secret || (type->kind == MODEL_STRUCT && type->record->is_secret);
}

bool model_has_one_form(const struct model_type *type)
{
	switch (type->kind) {
	case MODEL_MAP:
	case MODEL_EXTERN: return true;
	case MODEL_OPTIONAL:
	case MODEL_LIST: return model_has_one_form(type->item);
	case MODEL_STRUCT: return type->record->has_one_form;
	default: return false;
	}
}

bool model_is_held_only(const struct model_record *record)
{
	return record->owns && record->in_state && record->has_one_form;
}
