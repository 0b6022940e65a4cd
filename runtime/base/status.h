/* SPDX-License-Identifier: MIT */
/*
 * The statuses of the runtime and their names on the wire; gs_status_name (gs.h) is the other way.
 * Constant data only.
 */
#ifndef GS_BASE_STATUS_H
#define GS_BASE_STATUS_H

#include <gs_tables.h>

/* The status that an error's name on the wire means: "timeout" is GS_TIMEOUT. GS_OK: it is none of
 * the runtime's own, but a declared error's, or unknown. */
gs_status gs__status_of(gs_str name);

/* The error of that name that a call raises; NULL: it raises none such, or `clause` is NULL. */
const struct gs_error *gs__error_in(const struct gs_clause *clause, gs_str name);

/* The same for an answer to that call (NULL: none in particular), its declared errors included.
 * GS_OK: unknown. */
gs_status gs__status_in(const struct gs_clause *clause, gs_str name);

#endif
