/* SPDX-License-Identifier: MIT */
/* Any bytes as a record and as an envelope: nothing is read outside of them, the readers agree,
 * and what was read is written and read again as the same. */
#include "runtime/base/arena.h"
#include "runtime/wire/complete.h"
#include "runtime/wire/envelope.h"
#include "runtime/wire/skip.h"
#include "tests/support/sample.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void write_again(const struct sample *from)
{
	struct gs_writer out = { .limit = 1 << 20 };
	struct gs__arena arena = { 0 };
	struct sample back;

	for (int form = 0; form < 2; form++) {
		struct gs_reader in;

		out.at = out.bytes;
		must(gs__record_put(&out, &sample_record, from, form == 1));
		in = (struct gs_reader){ out.bytes, out.at, &arena };
		must(form == 1 || sample_read(in.at, &in, &back) == in.end);
		must(gs__record_take(&in, &sample_record, &back, NULL));
		must(in.at == in.end);
		if (!from->level.has)
			back.level.value = from->level.value;
		must(sample_same(from, &back));
	}
	free(out.bytes);
	gs__arena_free(&arena);
}

static void read_record(const uint8_t *data, size_t size)
{
	struct gs__arena hand = { .limit = 1 << 20 }, table = { .limit = 1 << 20 };
	struct gs_reader by_hand = { data, data + size, &hand };
	struct gs_reader by_table = { data, data + size, &table };
	struct sample a, b;
	struct gs__words words;
	const uint8_t *next = sample_read(data, &by_hand, &a);
	enum gs__outcome outcome = gs__record_read(&by_table, &sample_record, &b, NULL, &words);

	must((outcome == GS__GOOD) == (words.text[0] == '\0'));
	if (next) {
		must(outcome == GS__GOOD && next == by_table.at);
		must(sample_same(&a, &b));
	}
	if (outcome == GS__GOOD)
		write_again(&b);
	gs__arena_free(&hand);
	gs__arena_free(&table);
}

static void read_envelope(const uint8_t *data, size_t size)
{
	struct gs_reader in = { data, data + size, NULL };
	struct gs__envelope envelope;
	struct gs__wire_error error;
	struct gs__extras extras;
	struct gs__words words;
	struct gs__skip skip = { 0 };
	enum gs__head head = gs__envelope_read(&in, &envelope);

	if (head == GS__HEAD_CUT)
		must(gs__skip(&skip, data, size, UINT64_MAX) != GS__SKIP_DONE);
	if (head != GS__HEAD_GOOD)
		return;
	if (envelope.kind == GS__RESPONSE) {
		if (gs__envelope_error(&in, &error) == GS__GOOD && error.has_fields)
			(void)gs__read_skip(&in, 1 + error.more);
	} else if (gs__read_skip(&in, 1)) {
		(void)gs__envelope_extras(&in, &envelope, &extras, &words);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_record(data, size);
	read_envelope(data, size);
	return 0;
}
