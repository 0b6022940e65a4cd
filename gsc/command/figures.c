/* SPDX-License-Identifier: MIT */
#include "gsc/command/figures.h"

#include <stdio.h>
#include <string.h>

void figures_put_count(struct text *out, uint64_t count)
{
	char digits[32];
	int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)count);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			text_raw(out, ",", 1);
		text_raw(out, digits + i, 1);
	}
}

/* Three digits, and no zeros behind the point. */
static void put_three(struct text *out, double number)
{
	char digits[32];
	size_t len;

	snprintf(digits, sizeof(digits), "%.*f",
		number < 9.995   ? 2
		: number < 99.95 ? 1
				 : 0,
		number);
	len = strlen(digits);
	while (strchr(digits, '.') && (digits[len - 1] == '0' || digits[len - 1] == '.')) {
		len--;
		if (digits[len] == '.')
			break;
	}
	text_raw(out, digits, len);
}

/* The largest of the units that leaves at least 1; each is a thousand of the one before. */
static void put_scaled(struct text *out, double number, const char *const *units, size_t count)
{
	size_t i = 0;

	while (i + 1 < count && number >= 999.5) {
		number /= 1000;
		i++;
	}
	put_three(out, number);
	text_put(out, units[i]);
}

void figures_put_short(struct text *out, double number)
{
	static const char *const units[] = { "", "k", "M", "G", "T", "P", "E" };

	put_scaled(out, number, units, sizeof(units) / sizeof(units[0]));
}

void figures_put_span(struct text *out, double ns)
{
	static const char *const units[] = { "ns", "us", "ms", "s" };

	put_scaled(out, ns, units, sizeof(units) / sizeof(units[0]));
}
