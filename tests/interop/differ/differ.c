/* SPDX-License-Identifier: MIT */
/*
 * Random messages of random types through our codec and through msgpack-c, which we did not write:
 * what one encodes the other decodes to the same values, by position and by name, and what it makes
 * of them is the same bytes again. SEED=n repeats a run; VALUES=n are compared at least.
 */
#include "random.gs.h"

#include "runtime/wire/complete.h"
#include "runtime/wire/record.h"
#include "tests/support/values.h"

#include <msgpack.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct gs_clause *const clauses[] = {
#include "random_clauses.h"
};

static struct values values;
static uint64_t compared;

static void fail(const struct gs_field *field, const char *what)
{
	printf("# %s: %s\n", field ? field->name : "a record", what);
	printf("not ok 1 - msgpack-c and we read each other\n1..1\n");
	exit(1);
}

static void must(bool holds, const struct gs_field *field, const char *what)
{
	if (!holds)
		fail(field, what);
}

/* What stands at a field, by size. */
static uint64_t load(const struct gs_field *field, const uint8_t *at)
{
	uint64_t n = 0;

	memcpy(&n, at, field->size); /* little-endian, as all machines that run this */
	return n;
}

static bool is_signed(const struct gs_field *field)
{
	return (field->kind >= GS_I8 && field->kind <= GS_I64) || field->kind == GS_DURATION ||
	       field->kind == GS_TIME;
}

static int64_t load_signed(const struct gs_field *field, const uint8_t *at)
{
	unsigned unused = 64 - 8 * field->size;

	return (int64_t)(load(field, at) << unused) >> unused;
}

static double load_real(const struct gs_field *field, const uint8_t *at)
{
	double wide;
	float narrow;

	if (field->kind == GS_F32) {
		memcpy(&narrow, at, sizeof(narrow));
		return (double)narrow;
	}
	memcpy(&wide, at, sizeof(wide));
	return wide;
}

/* Strings, bytes, lists and maps are a pointer and a length. */
static const uint8_t *load_items(const uint8_t *at, uint32_t *len)
{
	const uint8_t *items;

	memcpy(&items, at, sizeof(items));
	memcpy(len, at + sizeof(items), sizeof(*len));
	return items;
}

static const char *enum_name(const struct gs_enum *names, int32_t value)
{
	for (uint32_t i = 0; i < names->count; i++)
		if (names->values[i].value == value)
			return names->values[i].name;
	return "";
}

/* The object that msgpack-c made, beside our value. */

static void same_record(const struct gs_record *record, const uint8_t *at,
	const msgpack_object *object, bool by_name);

static void same_value(const struct gs_field *field, const uint8_t *at,
	const msgpack_object *object, bool by_name);

static bool is_text(const msgpack_object *object, const char *bytes, size_t len)
{
	return object->type == MSGPACK_OBJECT_STR && object->via.str.size == len &&
	       (len == 0 || memcmp(object->via.str.ptr, bytes, len) == 0);
}

static bool is_integer(const msgpack_object *object, bool negative, uint64_t bits)
{
	if (negative)
		return object->type == MSGPACK_OBJECT_NEGATIVE_INTEGER &&
		       (uint64_t)object->via.i64 == bits;
	return object->type == MSGPACK_OBJECT_POSITIVE_INTEGER && object->via.u64 == bits;
}

static void same_number(
	const struct gs_field *field, const uint8_t *at, const msgpack_object *object)
{
	int64_t n = is_signed(field) ? load_signed(field, at) : 0;
	double real;

	if (field->kind == GS_F32 || field->kind == GS_F64) {
		real = load_real(field, at);
		must(object->type == (field->kind == GS_F32 ? MSGPACK_OBJECT_FLOAT32
							    : MSGPACK_OBJECT_FLOAT64),
			field, "no float of its size");
		must(memcmp(&real, &object->via.f64, sizeof(real)) == 0, field, "another float");
		return;
	}
	must(is_integer(object, n < 0, n < 0 ? (uint64_t)n : load(field, at)), field,
		"another integer");
}

static void same_text(const struct gs_field *field, const uint8_t *at, const msgpack_object *object)
{
	uint32_t len;
	const uint8_t *bytes = load_items(at, &len);

	if (field->kind == GS_STRING)
		must(is_text(object, (const char *)bytes, len), field, "another text");
	else
		must(object->type == MSGPACK_OBJECT_BIN && object->via.bin.size == len &&
				(len == 0 || memcmp(object->via.bin.ptr, bytes, len) == 0),
			field, "other bytes");
}

static void same_list(
	const struct gs_field *field, const uint8_t *at, const msgpack_object *object, bool by_name)
{
	uint32_t len;
	const uint8_t *items = load_items(at, &len);

	must(object->type == MSGPACK_OBJECT_ARRAY && object->via.array.size == len, field,
		"another length");
	for (uint32_t i = 0; i < len; i++)
		same_value(field->item, items + (size_t)i * field->item->size,
			&object->via.array.ptr[i], by_name);
}

static void same_map(
	const struct gs_field *field, const uint8_t *at, const msgpack_object *object, bool by_name)
{
	const struct gs_record *pair = field->record;
	uint32_t len;
	const uint8_t *items = load_items(at, &len);

	must(object->type == MSGPACK_OBJECT_MAP && object->via.map.size == len, field,
		"another count");
	for (uint32_t i = 0; i < len; i++, items += pair->size) {
		same_value(&pair->fields[0], items + pair->fields[0].at,
			&object->via.map.ptr[i].key, by_name);
		same_value(&pair->fields[1], items + pair->fields[1].at,
			&object->via.map.ptr[i].val, by_name);
	}
}

static void same_enum(
	const struct gs_field *field, const uint8_t *at, const msgpack_object *object, bool by_name)
{
	int32_t value = (int32_t)load(field, at);
	const char *name = enum_name(field->names, value);

	if (by_name)
		must(is_text(object, name, strlen(name)), field, "another enumerator's name");
	else
		must(is_integer(object, value < 0, (uint64_t)(int64_t)value), field,
			"another enumerator");
}

static void same_value(
	const struct gs_field *field, const uint8_t *at, const msgpack_object *object, bool by_name)
{
	compared++;
	switch ((enum gs_kind)field->kind) {
	case GS_BOOL:
		must(object->type == MSGPACK_OBJECT_BOOLEAN && object->via.boolean == *at, field,
			"another boolean");
		break;
	case GS_STRING:
	case GS_BYTES: same_text(field, at, object); break;
	case GS_OPTIONAL:
		if (*at)
			same_value(field->item, at + field->item->at, object, by_name);
		else
			must(object->type == MSGPACK_OBJECT_NIL, field, "something for nothing");
		break;
	case GS_NOTHING: must(object->type == MSGPACK_OBJECT_NIL, field, "no nil"); break;
	case GS_LIST: same_list(field, at, object, by_name); break;
	case GS_MAP: same_map(field, at, object, by_name); break;
	case GS_ENUM: same_enum(field, at, object, by_name); break;
	case GS_RECORD: same_record(field->record, at, object, by_name); break;
	default: same_number(field, at, object); break;
	}
}

static void same_union(const struct gs_record *record, const uint8_t *at,
	const msgpack_object *object, bool by_name)
{
	const struct gs_field *member;
	uint32_t tag;

	memcpy(&tag, at, sizeof(tag));
	member = &record->fields[tag];
	if (by_name) {
		must(object->type == MSGPACK_OBJECT_MAP && object->via.map.size == 1 &&
				is_text(&object->via.map.ptr[0].key, member->name,
					strlen(member->name)),
			member, "another member");
		same_value(member, at + member->at, &object->via.map.ptr[0].val, by_name);
		return;
	}
	must(object->type == MSGPACK_OBJECT_ARRAY && object->via.array.size == 2 &&
			is_integer(&object->via.array.ptr[0], false, tag),
		member, "another index");
	same_value(member, at + member->at, &object->via.array.ptr[1], by_name);
}

static void same_record(const struct gs_record *record, const uint8_t *at,
	const msgpack_object *object, bool by_name)
{
	const struct gs_field *field = record->fields;

	if (record->is_union) {
		same_union(record, at, object, by_name);
		return;
	}
	if (record->bare) {
		same_value(field, at + field->at, object, by_name);
		return;
	}
	must(by_name ? object->type == MSGPACK_OBJECT_MAP && object->via.map.size == record->count
		     : object->type == MSGPACK_OBJECT_ARRAY &&
				object->via.array.size == record->count,
		NULL, "another number of fields");
	for (uint32_t i = 0; i < record->count; i++, field++) {
		if (by_name)
			must(is_text(&object->via.map.ptr[i].key, field->name, strlen(field->name)),
				field, "another name");
		same_value(field, at + field->at,
			by_name ? &object->via.map.ptr[i].val : &object->via.array.ptr[i], by_name);
	}
}

/* Our value packed by msgpack-c. */

static void pack_value(
	msgpack_packer *to, const struct gs_field *field, const uint8_t *at, bool by_name);

static void pack_text(msgpack_packer *to, const void *bytes, size_t len)
{
	msgpack_pack_str_with_body(to, bytes, len);
}

static void pack_record(
	msgpack_packer *to, const struct gs_record *record, const uint8_t *at, bool by_name)
{
	const struct gs_field *field = record->fields;
	uint32_t count = record->is_union ? 1 : record->count;
	uint32_t tag = 0;

	if (record->is_union) {
		memcpy(&tag, at, sizeof(tag));
		field += tag;
	}
	if (by_name && !record->bare)
		msgpack_pack_map(to, count);
	else if (!record->bare)
		msgpack_pack_array(to, count + record->is_union);
	if (record->is_union && !by_name)
		msgpack_pack_uint32(to, tag);
	for (uint32_t i = 0; i < count; i++, field++) {
		if (by_name && !record->bare)
			pack_text(to, field->name, strlen(field->name));
		pack_value(to, field, at + field->at, by_name);
	}
}

static void pack_items(
	msgpack_packer *to, const struct gs_field *field, const uint8_t *at, bool by_name)
{
	uint32_t len;
	const uint8_t *items = load_items(at, &len);
	const struct gs_record *pair = field->record;

	if (field->kind == GS_LIST) {
		msgpack_pack_array(to, len);
		for (uint32_t i = 0; i < len; i++)
			pack_value(to, field->item, items + (size_t)i * field->item->size, by_name);
		return;
	}
	msgpack_pack_map(to, len);
	for (uint32_t i = 0; i < len; i++, items += pair->size) {
		pack_value(to, &pair->fields[0], items + pair->fields[0].at, by_name);
		pack_value(to, &pair->fields[1], items + pair->fields[1].at, by_name);
	}
}

static void pack_enum(
	msgpack_packer *to, const struct gs_field *field, const uint8_t *at, bool by_name)
{
	int32_t value = (int32_t)load(field, at);
	const char *name = enum_name(field->names, value);

	if (by_name)
		pack_text(to, name, strlen(name));
	else
		msgpack_pack_int32(to, value);
}

static void pack_number(msgpack_packer *to, const struct gs_field *field, const uint8_t *at)
{
	if (field->kind == GS_F32)
		msgpack_pack_float(to, (float)load_real(field, at));
	else if (field->kind == GS_F64)
		msgpack_pack_double(to, load_real(field, at));
	else if (is_signed(field))
		msgpack_pack_int64(to, load_signed(field, at));
	else
		msgpack_pack_uint64(to, load(field, at));
}

static void pack_value(
	msgpack_packer *to, const struct gs_field *field, const uint8_t *at, bool by_name)
{
	uint32_t len;
	const uint8_t *bytes;

	switch ((enum gs_kind)field->kind) {
	case GS_BOOL: *at ? msgpack_pack_true(to) : msgpack_pack_false(to); break;
	case GS_STRING:
		bytes = load_items(at, &len);
		pack_text(to, bytes, len);
		break;
	case GS_BYTES:
		bytes = load_items(at, &len);
		msgpack_pack_bin_with_body(to, bytes, len);
		break;
	case GS_OPTIONAL:
		if (*at)
			pack_value(to, field->item, at + field->item->at, by_name);
		else
			msgpack_pack_nil(to);
		break;
	case GS_NOTHING: msgpack_pack_nil(to); break;
	case GS_LIST:
	case GS_MAP: pack_items(to, field, at, by_name); break;
	case GS_ENUM: pack_enum(to, field, at, by_name); break;
	case GS_RECORD: pack_record(to, field->record, at, by_name); break;
	default: pack_number(to, field, at); break;
	}
}

/* One message, there and back. */

static size_t written(const struct gs_writer *out)
{
	return (size_t)(out->at - out->bytes);
}

static void they_read_ours(
	const struct gs_record *record, const uint8_t *message, bool by_name, struct gs_writer *out)
{
	msgpack_unpacked unpacked;
	size_t end = 0;

	out->at = out->bytes;
	must(gs__record_put(out, record, message, by_name), NULL, "cannot be written");
	must(written(out) <= record->encoded_max, NULL, "longer than its bound");
	msgpack_unpacked_init(&unpacked);
	must(msgpack_unpack_next(&unpacked, (const char *)out->bytes, written(out), &end) ==
			MSGPACK_UNPACK_SUCCESS,
		NULL, "msgpack-c cannot read it");
	must(end == written(out), NULL, "msgpack-c reads less");
	same_record(record, message, &unpacked.data, by_name);
	msgpack_unpacked_destroy(&unpacked);
}

/* `ours` are the bytes that the message must be again, by position. */
static void we_read_theirs(const struct gs_record *record, const uint8_t *message, bool by_name,
	const struct gs_writer *ours, struct gs_writer *again)
{
	struct gs__arena arena = { 0 };
	uint8_t *back = calloc(1, record->size);
	msgpack_sbuffer theirs;
	msgpack_packer packer;
	struct gs_reader in;

	msgpack_sbuffer_init(&theirs);
	msgpack_packer_init(&packer, &theirs, msgpack_sbuffer_write);
	pack_record(&packer, record, message, by_name);
	in = (struct gs_reader){ (const uint8_t *)theirs.data,
		(const uint8_t *)theirs.data + theirs.size, &arena };
	if (!by_name)
		must(record->read(in.at, &in, back) == in.end, NULL, "rare to our reader");
	must(gs__record_take(&in, record, back, NULL) && in.at == in.end, NULL, "cannot be read");
	again->at = again->bytes;
	must(gs__record_put(again, record, back, false), NULL, "cannot be written again");
	must(written(again) == written(ours) &&
			memcmp(again->bytes, ours->bytes, written(ours)) == 0,
		NULL, "was read as something else");
	msgpack_sbuffer_destroy(&theirs);
	gs__arena_free(&arena);
	free(back);
}

static void round_of(
	const struct gs_record *record, struct gs_writer *ours, struct gs_writer *again)
{
	uint8_t *message = calloc(1, record->size);

	values_record(&values, record, message);
	they_read_ours(record, message, true, ours);
	they_read_ours(record, message, false, ours);
	we_read_theirs(record, message, false, ours, again);
	we_read_theirs(record, message, true, ours, again);
	free(message);
	gs__arena_reset(&values.pool);
}

int main(void)
{
	const char *seed = getenv("SEED"), *wanted = getenv("VALUES");
	uint64_t most = wanted ? strtoull(wanted, NULL, 10) : 1000000;
	struct gs_writer ours = { .limit = SIZE_MAX / 2 }, again = ours;

	values.seed = seed ? strtoull(seed, NULL, 10) : (uint64_t)getpid();
	for (size_t i = 0; compared < most; i++) {
		const struct gs_clause *clause = clauses[i % GS_COUNT(clauses)];

		round_of(clause->in, &ours, &again);
		if (clause->out)
			round_of(clause->out, &ours, &again);
	}
	printf("# %llu values\nok 1 - msgpack-c and we read each other\n1..1\n",
		(unsigned long long)compared);
	free(ours.bytes);
	free(again.bytes);
	gs__arena_free(&values.pool);
	return 0;
}
