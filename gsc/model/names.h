/* SPDX-License-Identifier: MIT */
/*
 * names: how names of a spec become names in C, and numbers.
 *
 * The checker and all emitters derive names only through these, so that one place decides. Results
 * live in the arena given. Nothing here judges a name: gsc/check/names.c does that.
 */
#ifndef GSC_MODEL_NAMES_H
#define GSC_MODEL_NAMES_H

#include <stdint.h>

struct arena;

/* "rate_limiter" -> "RATE_LIMITER"; ASCII letters only. */
const char *names_upper(struct arena *arena, const char *name);

/* "color", "red" -> "COLOR_RED". */
const char *names_enumerator(struct arena *arena, const char *of, const char *name);

/* "bucket", "acquire" -> "bucket_acquire". */
const char *names_join(struct arena *arena, const char *owner, const char *name);

/* "dir/limits.gs" -> "limits"; without the ending the whole last component. */
const char *names_stem(struct arena *arena, const char *path);

/* "limits" -> "LIMITS_GS"; what C does not take in a name becomes an underscore. */
const char *names_guard(struct arena *arena, const char *stem);

/* FNV-1a, 32 bits, of the bytes before the NUL. */
uint32_t names_hash(const char *name);

/* The status of the error of that name: its hash in 31 bits, never 0. Equal in every file. */
int32_t names_status(const char *name);

#endif
