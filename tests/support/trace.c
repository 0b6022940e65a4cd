/* SPDX-License-Identifier: MIT */
#include "tests/support/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct {
	char text[1 << 16];
	size_t len;
	long dials[DIAL_COUNT];
	trace_listener *listener;
} kept;

void trace(const char *format, ...)
{
	size_t left = sizeof(kept.text) - kept.len;
	va_list list;
	int len;

	if (kept.len && left > 1) {
		kept.text[kept.len++] = ' ';
		left--;
	}
	va_start(list, format);
	len = vsnprintf(kept.text + kept.len, left, format, list);
	va_end(list);
	if (len > 0)
		kept.len += (size_t)len < left ? (size_t)len : left - 1;
}

const char *traced(void)
{
	return kept.text;
}

void trace_clear(void)
{
	kept.text[0] = '\0';
	kept.len = 0;
}

void trace_reset(void)
{
	memset(&kept, 0, sizeof(kept));
}

long *dial(int which)
{
	return &kept.dials[which];
}

void tell(long what, long a, long b)
{
	if (kept.listener)
		kept.listener(what, a, b);
}

void trace_listen(trace_listener *listener)
{
	kept.listener = listener;
}
