/* SPDX-License-Identifier: MIT */
/*
 * memory: counts the allocations of a program that is linked with --wrap (malloc, calloc, realloc,
 * aligned_alloc, strdup, free), and fails the nth. What the world itself holds comes from
 * gs__memory_plain and is neither counted nor failed: what is seen is the servers', the runtime's
 * and the test's own. In a program linked without --wrap nothing is seen. The counts are the
 * process's, as malloc is: they are the room's only data outside a world.
 */
#ifndef GS_SIM_MEMORY_H
#define GS_SIM_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *gs__memory_plain(void *old, size_t size); /* as realloc; a size of 0 frees */

bool gs__memory_is_seen(void);  /* was the program linked so? */
int64_t gs__memory_live(void);  /* blocks allocated and not freed */
int64_t gs__memory_bytes(void); /* what malloc gave them */

void gs__memory_fail_at(uint64_t n); /* the nth from now fails, once; 0: none does */
bool gs__memory_has_failed(void);    /* did the one asked for last fail? */

/* From now on blocks are looked through when they are freed or moved away from: how many held one
 * of the texts, which outlive the watch. NULL: no more. Begins to count anew. */
void gs__memory_watch(const char *const *texts); /* ended by a NULL */
uint32_t gs__memory_spilled(void);

#endif
