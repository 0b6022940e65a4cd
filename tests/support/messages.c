/* SPDX-License-Identifier: MIT */
#include "tests/support/messages.h"

#include "grammar/parse.h"
#include "gsc/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static const char path[] = "t.gs:";

/* Of what diag_print wrote, the lines that begin with a place, without path and "error: ". */
static char *shorten(struct arena *arena, const char *printed)
{
	char *lines = arena_copy(arena, printed, strlen(printed));
	char *to = lines;

	while (*printed) {
		const char *end = strchr(printed, '\n') + 1;
		const char *error = strstr(printed, " error: ");
		const char *at = printed + strlen(path);

		if (strncmp(printed, path, strlen(path)) == 0) {
			if (error && error < end) {
				memcpy(to, at, (size_t)(error + 1 - at));
				to += error + 1 - at;
				at = error + strlen(" error: ");
			}
			memcpy(to, at, (size_t)(end - at));
			to += end - at;
		}
		printed = end;
	}
	*to = '\0';
	return lines;
}

void messages_check_bytes(const char *bytes, size_t len, const char *messages)
{
	jmp_buf rescue;
	struct arena arena;
	struct diag diag;
	char *printed;
	size_t printed_len;
	FILE *out = open_memstream(&printed, &printed_len);

	if (setjmp(rescue) != 0)
		fail_msg("no memory");
	arena_init(&arena, &rescue);
	diag_init(&diag, &arena);
	parse_file(&arena, &diag, source_over(&arena, "t.gs", bytes, (uint32_t)len));
	diag_print(&diag, out, DIAG_TEXT, false);
	fclose(out);
	assert_string_equal(shorten(&arena, printed), messages);
	free(printed);
	arena_free(&arena);
}

void messages_check(const struct messages_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		messages_check_bytes(cases[i].text, strlen(cases[i].text), cases[i].messages);
}
