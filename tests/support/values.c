/* SPDX-License-Identifier: MIT */
#include "tests/support/values.h"

#include <stdio.h>
#include <string.h>

uint64_t values_bits(struct values *v)
{
	uint64_t z = v->seed += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

uint32_t values_below(struct values *v, uint32_t n)
{
	return (uint32_t)(values_bits(v) % n);
}

/* Shall a bound be broken? */
static bool breaks(struct values *v)
{
	return v->one_in > 0 && values_below(v, v->one_in) == 0;
}

static void store(void *at, size_t size, uint64_t n)
{
	memcpy(at, &n, size); /* little-endian, as all machines that run this */
}

static uint64_t random_integer(struct values *v, const struct gs_field *field)
{
	static const int64_t edges[] = { 0, 1, 23, 127, 128, 255, 256, 65535, 65536, 4294967295,
		4294967296, INT64_MAX, -1, -32, -33, -128, -129, -32768, -32769, INT32_MIN,
		INT64_MIN };
	bool has_range = field->flags & GS_RANGED;
	uint64_t span;

	if (has_range && !breaks(v)) {
		span = field->max - (uint64_t)field->min;
		switch (values_below(v, 4)) {
		case 0: return (uint64_t)field->min;
		case 1: return field->max;
		default:
			return (uint64_t)field->min +
			       (span == UINT64_MAX ? values_bits(v) : values_bits(v) % (span + 1));
		}
	}
	if (has_range && values_below(v, 2))
		return values_below(v, 2) ? field->max + 1 : (uint64_t)field->min - 1;
	if (values_below(v, 2))
		return (uint64_t)edges[values_below(v, sizeof(edges) / sizeof(*edges))];
	return values_bits(v) >> values_below(v, 64);
}

static double random_real(struct values *v, const struct gs_field *field)
{
	static const double edges[] = { 0.0, -0.0, 1.5, -2.25, 3e38, 1e-40, 1e300 };

	if (field->flags & GS_RANGED && !breaks(v)) {
		if (values_below(v, 2))
			return values_below(v, 2) ? field->reals->min : field->reals->max;
		return field->reals->min + (field->reals->max - field->reals->min) * 0.25;
	}
	return edges[values_below(v, field->kind == GS_F32 ? 5 : 7)];
}

static uint32_t random_length(struct values *v, const struct gs_field *field)
{
	uint64_t most = field->max < 40 || values_below(v, 30) == 0 ? field->max : 40;

	if (breaks(v))
		return values_below(v, 2) && field->min ? (uint32_t)field->min - 1
							: (uint32_t)field->max + 1;
	if (most > 100000)
		most = 100000;
	return (uint32_t)field->min + values_below(v, (uint32_t)(most - (uint64_t)field->min) + 1);
}

static void random_bytes(struct values *v, const struct gs_field *field, void *at)
{
	uint32_t len = random_length(v, field);
	uint8_t *data = gs__arena_take(&v->pool, len + 1);
	bool is_text = field->kind == GS_STRING;
	gs_bytes value = { data, len };

	for (uint32_t i = 0; i < len; i++)
		data[i] = is_text ? (uint8_t)('a' + values_below(v, 26))
				  : (uint8_t)values_below(v, 256);
	if (is_text && len >= 2 && values_below(v, 4) == 0)
		memcpy(data + values_below(v, len - 1), "\xc3\xa4", 2);
	if (is_text && len > 0 && breaks(v))
		data[values_below(v, len)] = 0xff;
	memcpy(at, &value, sizeof(value));
}

static void random_value(struct values *v, const struct gs_field *field, uint8_t *at);

static void random_list(struct values *v, const struct gs_field *field, uint8_t *at)
{
	uint32_t len = random_length(v, field);
	uint8_t *items = NULL;

	if (len > 3000 && len <= field->max)
		len = 3000;
	if (len > 0)
		items = gs__arena_zeroed(&v->pool, (size_t)len * field->item->size);
	for (uint32_t i = 0; i < len; i++)
		random_value(v, field->item, items + (size_t)i * field->item->size);
	memcpy(at, &items, sizeof(items));
	memcpy(at + sizeof(items), &len, sizeof(len));
}

/* In no order, and seldom one twice. */
static void random_key(struct values *v, const struct gs_field *key, uint32_t i, uint8_t *at)
{
	uint32_t n = breaks(v) ? 0 : i * 167;
	char *digits = gs__arena_take(&v->pool, 5);
	gs_str text = { digits, 4 };

	snprintf(digits, 5, "%04u", (unsigned)(n % 10000));
	if (key->kind == GS_STRING)
		memcpy(at, &text, sizeof(text));
	else
		store(at, key->size, n);
}

static void random_pairs(struct values *v, const struct gs_field *field, uint8_t *at)
{
	const struct gs_record *pair = field->record;
	uint32_t len = random_length(v, field);
	uint8_t *items = len ? gs__arena_zeroed(&v->pool, (size_t)len * pair->size) : NULL;

	for (uint32_t i = 0; i < len; i++) {
		uint8_t *one = items + (size_t)i * pair->size;

		random_key(v, &pair->fields[0], i, one + pair->fields[0].at);
		random_value(v, &pair->fields[1], one + pair->fields[1].at);
	}
	memcpy(at, &items, sizeof(items));
	memcpy(at + sizeof(items), &len, sizeof(len));
}

/* What the tag does not name stays zero. */
static void random_union(struct values *v, const struct gs_record *record, uint8_t *to)
{
	uint32_t tag = breaks(v) ? record->count + values_below(v, 2) * 1000
				 : values_below(v, record->count);

	memcpy(to, &tag, sizeof(tag));
	if (tag < record->count)
		random_value(v, &record->fields[tag], to + record->fields[tag].at);
}

static void random_value(struct values *v, const struct gs_field *field, uint8_t *at)
{
	float f32;
	double f64;

	switch (field->kind) {
	case GS_BOOL: store(at, 1, values_below(v, 2)); break;
	case GS_F32:
		f32 = (float)random_real(v, field);
		memcpy(at, &f32, sizeof(f32));
		break;
	case GS_F64:
		f64 = random_real(v, field);
		memcpy(at, &f64, sizeof(f64));
		break;
	case GS_STRING:
	case GS_BYTES: random_bytes(v, field, at); break;
	case GS_OPTIONAL:
		store(at, 1, values_below(v, 3) != 0);
		random_value(v, field->item, at + field->item->at);
		break;
	case GS_LIST: random_list(v, field, at); break;
	case GS_MAP: random_pairs(v, field, at); break;
	case GS_NOTHING: break;
	case GS_ENUM:
		store(at, 4,
			breaks(v) ? 77
				  : (uint32_t)field->names
					    ->values[values_below(v, field->names->count)]
					    .value);
		break;
	case GS_RECORD: values_record(v, field->record, at); break;
	default: store(at, field->size, random_integer(v, field)); break;
	}
}

void values_record(struct values *v, const struct gs_record *record, void *to)
{
	if (record->is_union) {
		random_union(v, record, to);
		return;
	}
	for (uint32_t i = 0; i < record->count; i++)
		random_value(v, &record->fields[i], (uint8_t *)to + record->fields[i].at);
}
