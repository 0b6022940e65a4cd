/* SPDX-License-Identifier: MIT */
/*
 * figures: numbers as people like to read them. Appended to a text.
 */
#ifndef GSC_COMMAND_FIGURES_H
#define GSC_COMMAND_FIGURES_H

#include "gsc/base/text.h"

void figures_put_count(struct text *out, uint64_t count); /* 1,234,567 */

/* At most 4 characters and a letter: 0, 9.5, 999, 12.3k, 4.56M. */
void figures_put_short(struct text *out, double number);

/* Three digits: 875ns, 12.3us, 1.25ms, 90.1s. */
void figures_put_span(struct text *out, double ns);

#endif
