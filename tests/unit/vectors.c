/* SPDX-License-Identifier: MIT */
/* The published test suite of MessagePack (tests/unit/data/README.md) through the codec: every
 * encoding of every value is framed, skipped, and where the kind exists here read; what is written
 * is the shortest of those listed. */
#include <gs_codec.h>

#include "runtime/base/arena.h"
#include "runtime/wire/record.h"
#include "runtime/wire/complete.h"
#include "runtime/wire/skip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static const char path[] = "tests/unit/data/msgpack-test-suite.json";

struct encoding {
	uint8_t bytes[256];
	size_t len;
};

struct one {
	char kind[16];
	char value[256]; /* as it stands in the file */
	struct encoding forms[16];
	int form_count;
};

/* "c4-01-ff" up to a quote. */
static const char *read_hex(const char *at, uint8_t *to, size_t *len)
{
	*len = 0;
	while (*at != '"') {
		unsigned byte;

		assert_int_equal(sscanf(at, "%2x", &byte), 1);
		to[(*len)++] = (uint8_t)byte;
		at += 2;
		at += *at == '-';
	}
	return at;
}

/* The next object of the file; NULL: no more. The suite's layout is regular, and without escapes.
 * */
static const char *read_one(const char *at, struct one *one)
{
	const char *forms = strstr(at, "\"msgpack\": [");
	const char *value, *end;

	if (!forms)
		return NULL;
	at = strstr(at, "\n  {");
	assert_true(at && at < forms);
	value = strstr(at, "\"bignum\": ");
	if (!value || value > forms)
		value = at;
	assert_int_equal(sscanf(strchr(value, '"'), "\"%15[^\"]\":", one->kind), 1);
	value = strchr(value, ':') + 2;
	for (end = forms; *end != ','; end--)
		;
	snprintf(one->value, sizeof(one->value), "%.*s", (int)(end - value), value);
	one->form_count = 0;
	end = strchr(forms, ']');
	for (at = strchr(forms, '['); (at = strchr(at, '"')) && at < end; at++) {
		struct encoding *form = &one->forms[one->form_count++];

		at = read_hex(at + 1, form->bytes, &form->len);
	}
	assert_true(one->form_count > 0);
	return end;
}

/* Framing: at once, byte by byte, and skipped inside a message. */
static void check_framing(const struct encoding *form)
{
	struct gs__skip whole = { 0 }, bytewise = { 0 };
	struct gs_reader in = { form->bytes, form->bytes + form->len, NULL };

	assert_int_equal(gs__skip(&whole, form->bytes, form->len, 1000), GS__SKIP_DONE);
	assert_int_equal(whole.at, form->len);
	for (size_t len = 0; len < form->len; len++)
		assert_int_equal(gs__skip(&bytewise, form->bytes, len, 1000), GS__SKIP_MORE);
	assert_int_equal(gs__skip(&bytewise, form->bytes, form->len, 1000), GS__SKIP_DONE);
	assert_true(gs__read_skip(&in, 1));
	assert_ptr_equal(in.at, in.end);
}

static struct gs_reader reader(const struct encoding *form)
{
	return (struct gs_reader){ form->bytes, form->bytes + form->len, NULL };
}

static bool is_float(const struct encoding *form)
{
	return form->bytes[0] == 0xca || form->bytes[0] == 0xcb;
}

static void check_number(const struct encoding *form, const char *value)
{
	struct gs_reader in = reader(form);
	bool is_whole = !strchr(value, '.');
	long long expected = strtoll(value, NULL, 10);
	unsigned long long large = strtoull(value, NULL, 10);
	bool fits_i64 = value[0] == '-' || large <= INT64_MAX;
	uint64_t u64;
	int64_t i64;
	double f64;

	assert_true(gs__read_number(&in, &f64));
	assert_ptr_equal(in.at, in.end);
	assert_true(f64 >= strtod(value, NULL) && f64 <= strtod(value, NULL));
	in = reader(form);
	if (gs__read_int(&in, &i64))
		assert_true(i64 == expected && in.at == in.end);
	else
		assert_true(is_float(form) || !fits_i64);
	in = reader(form);
	if (gs__read_uint(&in, &u64))
		assert_true(u64 == large && in.at == in.end);
	else
		assert_true(is_float(form) || value[0] == '-');
	in = reader(form);
	if (gs__read_ns(&in, &i64))
		assert_true(i64 == expected && in.at == in.end);
	else
		assert_true(form->bytes[0] == 0xca || !is_whole || !fits_i64);
}

static void check_string(const struct encoding *form, const char *value)
{
	struct gs_reader in = reader(form);
	gs_str text;

	assert_true(gs__read_str(&in, 1000, &text));
	assert_ptr_equal(in.at, in.end);
	assert_int_equal(text.len, strlen(value) - 2);
	assert_memory_equal(text.data, value + 1, text.len);
}

static void check_binary(const struct encoding *form, const char *value)
{
	struct gs_reader in = reader(form);
	struct encoding expected;
	gs_bytes bytes;

	read_hex(value + 1, expected.bytes, &expected.len);
	assert_true(gs_read_bytes(&in.at, &in, 0, 65536, &bytes));
	assert_ptr_equal(in.at, in.end);
	assert_int_equal(bytes.len, expected.len);
	assert_memory_equal(bytes.data, expected.bytes, bytes.len);
}

static void check_small(const struct encoding *form, const char *kind, const char *value)
{
	struct gs_reader in = reader(form);
	bool found;

	if (strcmp(kind, "nil") == 0) {
		assert_true(gs_read_some(&in.at, &in, &found));
		assert_false(found);
	} else {
		assert_true(gs_read_bool(&in.at, &in, &found));
		assert_int_equal(found, strcmp(value, "true") == 0);
	}
	assert_ptr_equal(in.at, in.end);
}

static void check_array(const struct encoding *form, const char *value)
{
	struct gs_reader in = reader(form);
	uint32_t count, n;

	assert_true(gs__read_count(&in, &count));
	if (strspn(value, "[]0123456789, \n") != strlen(value) || strchr(value + 1, '['))
		return;
	for (uint32_t i = 1; i <= count; i++) {
		assert_true(gs__read_u32(&in, &n));
		assert_int_equal(n, i);
	}
	assert_ptr_equal(in.at, in.end);
}

static void check_map(const struct encoding *form, const char *value)
{
	static const struct gs_field a = {
		.name = "a", .kind = GS_U32, .size = 4, .flags = GS_HAS_DEFAULT
	};
	static const struct gs_record record = {
		.name = "map", .fields = &a, .count = 1, .size = 4
	};
	struct gs_reader in = reader(form);
	struct gs__words words;
	bool by_name = false;
	uint32_t n = 0;

	if (gs__record_read(&in, &record, &n, &by_name, &words) != GS__GOOD) {
		assert_null(strstr(value, "1"));
		assert_non_null(strstr(words.text, "where an integer is expected"));
		return;
	}
	assert_true(by_name);
	assert_int_equal(n, strstr(value, "1") ? 1 : 0);
	assert_ptr_equal(in.at, in.end);
}

static void check_value(const struct one *one, const struct encoding *form)
{
	check_framing(form);
	if (strcmp(one->kind, "nil") == 0 || strcmp(one->kind, "bool") == 0)
		check_small(form, one->kind, one->value);
	else if (strcmp(one->kind, "number") == 0)
		check_number(form, one->value);
	else if (strcmp(one->kind, "bignum") == 0)
		check_number(form, one->value + 1);
	else if (strcmp(one->kind, "string") == 0)
		check_string(form, one->value);
	else if (strcmp(one->kind, "binary") == 0)
		check_binary(form, one->value);
	else if (strcmp(one->kind, "array") == 0)
		check_array(form, one->value);
	else if (strcmp(one->kind, "map") == 0)
		check_map(form, one->value);
	else /* extensions are only ever skipped */
		assert_true(strcmp(one->kind, "ext") == 0 || strcmp(one->kind, "timestamp") == 0);
}

/* What we write of it; false: not a kind that is written here. */
static bool write(struct gs_writer *out, const struct one *one)
{
	bool is_big = strcmp(one->kind, "bignum") == 0;
	const char *value = one->value + is_big;
	struct encoding bytes;

	if (!gs_write_room(&out->at, out, 16))
		return false;
	if (strcmp(one->kind, "nil") == 0)
		return gs_write_nil(&out->at);
	if (strcmp(one->kind, "bool") == 0)
		return gs_write_bool(&out->at, strcmp(value, "true") == 0);
	if (is_big || (strcmp(one->kind, "number") == 0 && !strchr(value, '.')))
		return value[0] == '-' ? gs_write_int(&out->at, strtoll(value, NULL, 10))
				       : gs_write_uint(&out->at, strtoull(value, NULL, 10));
	if (strcmp(one->kind, "string") == 0)
		return gs_write_long_str(
			&out->at, out, 0, 1000, (gs_str){ value + 1, (uint32_t)strlen(value) - 2 });
	if (strcmp(one->kind, "binary") != 0)
		return false;
	read_hex(value + 1, bytes.bytes, &bytes.len);
	return gs_write_long_bytes(
		&out->at, out, 0, 1000, (gs_bytes){ bytes.bytes, (uint32_t)bytes.len });
}

static void check_written(const struct one *one)
{
	struct gs_writer out = { .limit = 4096 };
	bool is_listed = false;
	size_t len;

	if (write(&out, one)) {
		len = (size_t)(out.at - out.bytes);
		for (int i = 0; i < one->form_count; i++) {
			const struct encoding *form = &one->forms[i];

			is_listed |= form->len == len && memcmp(form->bytes, out.bytes, len) == 0;
			if (!is_float(form))
				assert_true(len <= form->len);
		}
		assert_true(is_listed);
	}
	free(out.bytes);
}

static void all_vectors(void **unused)
{
	static char text[64 * 1024];
	static struct one one;
	FILE *file = fopen(path, "r");
	const char *at = text;
	int count = 0;

	(void)unused;
	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	while ((at = read_one(at, &one))) {
		for (int i = 0; i < one.form_count; i++)
			check_value(&one, &one.forms[i]);
		check_written(&one);
		count++;
	}
	assert_int_equal(count, 85);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all_vectors) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
