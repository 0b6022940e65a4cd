/* SPDX-License-Identifier: MIT */
#include "gsc/base/diag.h"

#include <string.h>
#include <strings.h>

enum { NAME_MAX_LEN = 64, FAR = 3 };

void suggest_init(struct suggest *suggest, const char *wanted)
{
	*suggest = (struct suggest){ .wanted = wanted, .distance = FAR };
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Edits from `a` to `b`: insert, delete, replace, swap of neighbours; FAR or more is far. Three
 * rows of the matrix, of each only what lies less than FAR from its diagonal: the rest is far.
 */
static unsigned edits(const char *a, size_t a_len, const char *b, size_t b_len)
{
	unsigned rows[3][NAME_MAX_LEN + 2];

	for (size_t j = 0; j <= FAR; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned *row = rows[i % 3];
		const unsigned *above = rows[(i + 2) % 3];
		const unsigned *before = rows[(i + 1) % 3];
		size_t last = i + FAR - 1 < b_len ? i + FAR - 1 : b_len;
		size_t j = i < FAR ? 1 : i - FAR + 1;

		row[j - 1] = i < FAR ? (unsigned)i : FAR;
		for (; j <= last; j++) {
			bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				       a[i - 2] == b[j - 1];

			row[j] = least(above[j] + 1, row[j - 1] + 1);
			row[j] = least(row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
			if (is_swap)
				row[j] = least(row[j], before[j - 2] + 1);
		}
		row[j] = FAR;
	}
	return rows[a_len % 3][b_len];
}

void suggest_offer(struct suggest *suggest, const char *name)
{
	size_t wanted_len = strlen(suggest->wanted);
	size_t len = strlen(name);
	size_t longer = len > wanted_len ? len : wanted_len;
	unsigned distance;

	if (strcasecmp(suggest->wanted, name) == 0 && strcmp(suggest->wanted, name) != 0) {
		suggest->distance = 1;
		suggest->best = name;
		return;
	}
	if (longer > NAME_MAX_LEN || longer - (len < wanted_len ? len : wanted_len) >= FAR)
		return;
	distance = edits(suggest->wanted, wanted_len, name, len);
	if (distance > 0 && distance < suggest->distance && longer >= (distance == 1 ? 3 : 5)) {
		suggest->distance = distance;
		suggest->best = name;
	}
}

const char *suggest_best(const struct suggest *suggest)
{
	return suggest->best;
}
