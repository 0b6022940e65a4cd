/* SPDX-License-Identifier: MIT */
/* Framing of any bytes: at once, byte by byte and recursively, with the same end; a limit is seen
 * no later than it is passed. */
#include "runtime/wire/complete.h"
#include "runtime/wire/skip.h"

#include <gs_codec.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static enum gs__skipped bytewise(const uint8_t *data, size_t size, uint64_t limit, uint64_t *end)
{
	struct gs__skip skip = { 0 };
	enum gs__skipped result = GS__SKIP_MORE;

	for (size_t len = 0; len <= size && result == GS__SKIP_MORE; len++) {
		result = gs__skip(&skip, data, len, limit);
		must(result != GS__SKIP_MORE || gs__skip_least(&skip) <= limit);
	}
	*end = skip.at;
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gs_reader in = { data, data + size, NULL };
	struct gs__skip whole = { 0 };
	enum gs__skipped result = gs__skip(&whole, data, size, UINT64_MAX);
	uint64_t end;

	must(bytewise(data, size, UINT64_MAX, &end) == result);
	must(result != GS__SKIP_DONE || (end == whole.at && end <= size && end > 0));
	if (gs__read_skip(&in, 1))
		must(result == GS__SKIP_DONE && (uint64_t)(in.at - data) == end);
	if (result == GS__SKIP_DONE) {
		must(bytewise(data, size, end, &end) == GS__SKIP_DONE);
		must(end == 1 || bytewise(data, size, end - 1, &end) == GS__SKIP_TOO_LARGE);
	}
	return 0;
}
