/* SPDX-License-Identifier: MIT */
/*
 * explain: what `gsc help CODE` says of a diagnostic's code. The texts stand in grammar/codes, an
 * area a file, and are made into this table when gsc is built (explain.awk). Each code of
 * gsc/base/codes.h has one, with a wrong and a right example that the tests compile.
 */
#ifndef GSC_COMMAND_EXPLAIN_H
#define GSC_COMMAND_EXPLAIN_H

struct explain_code {
	const char *code;        /* "unknown-type"; NULL after the last */
	const char *area;        /* "Names"; those of one area stand together */
	const char *const *rows; /* each ended by a newline; a NULL after the last */
};

extern const struct explain_code explain_codes[];

#endif
