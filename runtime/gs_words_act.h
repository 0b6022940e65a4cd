/* SPDX-License-Identifier: MIT */
/* The words of all bodies but calls'. Included before one, by generated sources only; undone by
 * gs_words_end.h. */
#pragma GCC system_header
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define noreply() return
#define stop(reason) \
	do { \
		(void)gs_end(ctx, reason); \
		return; \
	} while (0)
