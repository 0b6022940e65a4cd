/* SPDX-License-Identifier: MIT */
/*
 * Values as people type them: `--set limiter.capacity=50`. Text in the spec's own notation becomes
 * the C value of a field, checked as on the wire; the words for what is wrong begin with no place.
 */
#ifndef GS_WIRE_VALUE_H
#define GS_WIRE_VALUE_H

#include "runtime/wire/record.h"

/*
 * Numbers (`10_000`, `0x1f`, `-3`, `1e-3`), sizes (`64KiB`), durations (`250ms`, `1s`), times (ns
 * since 1970, or `2026-11-05T12:30:00Z` as they are shown), `true` and `false`, an enumerator's
 * name or number, `none` or a value of an optional; a string or bytes as they stand, and they point
 * into `text`. False: not set, and the words say why.
 */
bool gs__value_parse(const struct gs_field *field, gs_str text, void *to, struct gs__words *words);

#endif
