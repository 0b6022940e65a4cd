/* SPDX-License-Identifier: MIT */
/*
 * look: the calls of the instance `gs` that show and steer a server, for the entries of protocol.c.
 * Only the process's own user and root may, on a Unix socket; others are denied.
 */
#ifndef GS_NET_LOOK_H
#define GS_NET_LOOK_H

#include <gs_tables.h>

extern const struct gs_clause gs__look_state, gs__look_stats, gs__look_suspend, gs__look_resume,
	gs__look_restart, gs__look_trace;

gs_verdict gs__run_look_state(void *state, gs_ctx *ctx, const void *in, void *reply);
gs_verdict gs__run_look_stats(void *state, gs_ctx *ctx, const void *in, void *reply);
gs_verdict gs__run_look_suspend(void *state, gs_ctx *ctx, const void *in, void *reply);
gs_verdict gs__run_look_resume(void *state, gs_ctx *ctx, const void *in, void *reply);
gs_verdict gs__run_look_restart(void *state, gs_ctx *ctx, const void *in, void *reply);
gs_verdict gs__run_look_trace(void *state, gs_ctx *ctx, const void *in, void *reply);

#endif
