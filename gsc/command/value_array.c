/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/value.h"

#include <string.h>

struct given {
	const char *bytes; /* NULL: it was not */
	size_t len;
};

static void put_fallback(
	struct text *out, const struct model_type *type, const struct model_value *value)
{
	while (type->kind == MODEL_OPTIONAL)
		type = type->item;
	switch (value->kind) {
	case MODEL_VALUE_INTEGER:
	case MODEL_VALUE_DURATION: msgpack_integer(out, value->integer); break;
	case MODEL_VALUE_REAL: msgpack_real(out, value->real); break;
	case MODEL_VALUE_BOOL: msgpack_bool(out, value->integer != 0); break;
	case MODEL_VALUE_STRING:
		if (type->kind == MODEL_BYTES)
			msgpack_bytes(out, value->string, value->len);
		else
			msgpack_string(out, value->string, value->len);
		break;
	case MODEL_VALUE_NONE: msgpack_nil(out); break;
	case MODEL_VALUE_ENUM: msgpack_integer(out, value->enumerator->value); break;
	}
}

void value_put_array(struct arena *arena, const struct model_record *record,
	const struct text *named, struct text *out)
{
	const uint8_t *bytes = (const uint8_t *)named->bytes;
	struct msgpack_reader in = { bytes, bytes + named->len };
	struct given *given = arena_take_many(arena, record->count + 1, sizeof(*given));
	struct msgpack_item map, name;
	size_t count = record->required;

	(void)msgpack_read(&in, &map);
	for (uint32_t i = 0; i < map.count && msgpack_read(&in, &name); i++) {
		size_t k = (size_t)(value_field(record, name.bytes, name.count) - record->fields);
		const uint8_t *from = in.at;

		(void)msgpack_skip(&in);
		given[k] = (struct given){ (const char *)from, (size_t)(in.at - from) };
		count = count > k ? count : k + 1;
	}
	msgpack_list(out, count);
	for (size_t k = 0; k < count; k++) {
		const struct model_field *field = &record->fields[k];

		if (given[k].bytes)
			text_raw(out, given[k].bytes, given[k].len);
		else if (field->fallback)
			put_fallback(out, field->type, field->fallback);
		else
			msgpack_nil(out);
	}
}
