/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* Sums stop at UINT64_MAX, which stands for "no bound". */
static uint64_t add(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t times(uint64_t a, uint64_t b)
{
	uint64_t product;

	return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* The shortest form of an integer, as MessagePack has it. */
static uint64_t size_of_integer(model_int n)
{
	if (n >= 0)
		return n < 128           ? 1
		       : n <= UINT8_MAX  ? 2
		       : n <= UINT16_MAX ? 3
		       : n <= UINT32_MAX ? 5
					 : 9;
	return n >= -32 ? 1 : n >= INT8_MIN ? 2 : n >= INT16_MIN ? 3 : n >= INT32_MIN ? 5 : 9;
}

static uint64_t size_of_str(uint64_t len)
{
	return add(len < 32 ? 1 : len <= UINT8_MAX ? 2 : len <= UINT16_MAX ? 3 : 5, len);
}

static uint64_t size_of_bin(uint64_t len)
{
	return add(len <= UINT8_MAX ? 2 : len <= UINT16_MAX ? 3 : 5, len);
}

/* The head of an array or map. */
static uint64_t size_of_head(uint64_t count)
{
	return count < 16 ? 1 : count <= UINT16_MAX ? 3 : 5;
}

static void size_enum(struct model_type *type)
{
	type->array_max = 0;
	type->named_max = 0;
	for (size_t i = 0; i < type->enumeration->count; i++) {
		const struct model_enumerator *at = &type->enumeration->enumerators[i];

		type->array_max = larger(type->array_max, size_of_integer(at->value));
		type->named_max = larger(type->named_max, size_of_str(strlen(at->name)));
	}
}

static void size_both(struct model_type *type, uint64_t size)
{
	type->array_max = size;
	type->named_max = size;
}

static void size_list(struct model_type *type)
{
	uint64_t head = size_of_head(type->len_max);

	size_both(type, UINT64_MAX);
	if (!type->bounded)
		return;
	type->array_max = add(head, times(type->len_max, type->item->array_max));
	type->named_max = add(head, times(type->len_max, type->item->named_max));
	if (type->key) {
		type->array_max = add(type->array_max, times(type->len_max, type->key->array_max));
		type->named_max = add(type->named_max, times(type->len_max, type->key->named_max));
	}
}

void size_of_type(struct model_type *type)
{
	switch (type->kind) {
	case MODEL_BOOL: size_both(type, 1); break;
	case MODEL_F32: size_both(type, 5); break;
	case MODEL_F64: size_both(type, 9); break;
	case MODEL_STRING:
		size_both(type, type->bounded ? size_of_str(type->len_max) : UINT64_MAX);
		break;
	case MODEL_BYTES:
		size_both(type, type->bounded ? size_of_bin(type->len_max) : UINT64_MAX);
		break;
	case MODEL_OPTIONAL:
		type->array_max = larger(1, type->item->array_max);
		type->named_max = larger(1, type->item->named_max);
		break;
	case MODEL_LIST:
	case MODEL_MAP: size_list(type); break;
	case MODEL_ENUM: size_enum(type); break;
	case MODEL_STRUCT:
		type->array_max = type->record->array_max;
		type->named_max = type->record->named_max;
		break;
	case MODEL_NOTHING: size_both(type, 1); break;
	case MODEL_FROM:
	case MODEL_TIMER:
	case MODEL_INSTANT: size_both(type, 10); break;
	case MODEL_REF: size_both(type, 18); break;
	case MODEL_EXTERN:
	case MODEL_WRONG:
	case MODEL_KIND_COUNT: size_both(type, 0); break;
	default: /* integers, duration, time: the ends of the range are the longest */
		size_both(type, larger(size_of_integer(type->low), size_of_integer(type->high)));
		break;
	}
	type->encoded_max = larger(type->array_max, type->named_max);
}

/* An array of the member's index and its value, or a map of its name and that. */
static void size_union(struct model_record *record)
{
	record->array_max = 0;
	record->named_max = 0;
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *member = &record->fields[i];

		record->array_max = larger(
			record->array_max, add(1 + size_of_integer(i), member->type->array_max));
		record->named_max = larger(record->named_max,
			add(1 + size_of_str(strlen(member->name)), member->type->named_max));
	}
	record->encoded_max = larger(record->array_max, record->named_max);
}

void size_of_record(struct model_record *record)
{
	if (record->is_union) {
		size_union(record);
		return;
	}
	record->array_max = record->bare ? 0 : size_of_head(record->count);
	record->named_max = record->array_max;
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		record->array_max = add(record->array_max, field->type->array_max);
		record->named_max = add(record->named_max, field->type->named_max);
		if (!record->bare)
			record->named_max = add(
				record->named_max, size_of_str(strlen(field->name)));
	}
	record->encoded_max = larger(record->array_max, record->named_max);
}
