/* SPDX-License-Identifier: MIT */
/*
 * wiring: the parameters of a server that are refs to other places of its system. They are known
 * when all places are made, so they are filled into a copy at the first start.
 */
#ifndef GS_SERVER_WIRING_H
#define GS_SERVER_WIRING_H

#include <stdbool.h>

struct gs__instance;

/* Harmless where nothing is left to do. False: no memory. */
bool gs__wire(struct gs__instance *instance);

#endif
