/* SPDX-License-Identifier: MIT */
/*
 * units: numbers, durations and times as people write them.
 *
 * The text ends at `len`. What is put can be read back. Only the text buffer takes memory.
 */
#ifndef GSC_COMMAND_UNITS_H
#define GSC_COMMAND_UNITS_H

#include "gsc/base/text.h"
#include "gsc/model/model.h"

/* `-3`, `10_000`, `0x1f`, `64KiB`; anything that 127 bits hold. */
bool units_read_integer(const char *text, size_t len, model_int *value);

/* `2.5`, `1e-3`, `3`, `nan`, `inf`, `-inf`. */
bool units_read_real(const char *text, size_t len, double *value);

/* `250ms`, `1.5s`, `1h30m`, `-1s`; only zero needs no unit. */
bool units_read_duration(const char *text, size_t len, int64_t *ns);

/* Is it a number that a unit would make a duration? */
bool units_lacks_unit(const char *text, size_t len);

/* `2026-11-05T12:30:00.25Z`, with any offset, or plain nanoseconds since 1970 UTC. */
bool units_read_time(const char *text, size_t len, int64_t *ns);

void units_put_real(struct text *out, double value, bool single); /* the shortest that is exact */
void units_put_time(struct text *out, int64_t ns);                /* as in RFC 3339, in UTC */

#endif
