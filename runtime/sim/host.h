/* SPDX-License-Identifier: MIT */
/*
 * host: the systems of a world, each in a node that the world turns. gs_world.h is made of it; our
 * own tests use it where they need the node. A host belongs to its world.
 */
#ifndef GS_SIM_HOST_H
#define GS_SIM_HOST_H

#include "runtime/net/system.h"
#include "runtime/sim/world.h"

struct gs__host {
	struct gs__host *after; /* the one that was started before */
	struct gs_world *world;
	struct gs__node *node; /* NULL: no memory for it */
	gs_status started;     /* how that went */
	bool has_ended;
	void *sets;        /* its own copies of the settings, or NULL */
	void *open_doors;  /* of gs__host_reachable */
	char address[128]; /* where all of its children can be reached; "": not known */
};

/* Starts a system as gs__system_start does. NULL: no memory even for this. */
struct gs__host *gs__host_start(struct gs_world *world, const struct gs_system *system,
	const struct gs__system_options *options);

/* Stops it in order and frees it, before its world does. */
void gs__host_end(struct gs__host *host);

#endif
