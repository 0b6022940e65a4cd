/* SPDX-License-Identifier: MIT */
/*
 * alloc: counts the allocations of a program linked with --wrap (malloc, calloc, realloc,
 * aligned_alloc, strdup, free), and fails the nth. The simulated world and the tests' own buffers
 * use alloc_plain, which is neither counted nor failed: what is seen is the runtime's and the
 * generated code's.
 */
#ifndef TESTS_SUPPORT_ALLOC_H
#define TESTS_SUPPORT_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *alloc_plain(void *old, size_t size); /* as realloc; a size of 0 frees */

int64_t alloc_live(void);  /* blocks allocated and not freed */
uint64_t alloc_made(void); /* allocations so far */

void alloc_fail_at(uint64_t n); /* the nth from now fails, once; 0: none */
bool alloc_has_failed(void);    /* did the one asked for last fail? */

#endif
