/* SPDX-License-Identifier: MIT */
/*
 * flights: requests that wait for their answers on one connection, found by msgid: a client's, and
 * those of a program to a remote.
 *
 * A flight is embedded in what waits, belongs to that, and is in the table until it is taken out. A
 * msgid is given so that its place, msgid modulo the table's size, is free: a lookup is one
 * comparison, and an answer to what was given up finds nothing. The table only grows.
 */
#ifndef GS_WIRE_FLIGHTS_H
#define GS_WIRE_FLIGHTS_H

#include <stdbool.h>
#include <stdint.h>

struct gs__flight {
	uint32_t msgid;
};

struct gs__flights {
	struct gs__flight **places;
	uint32_t size; /* a power of two, or 0 */
	uint32_t count;
	uint32_t next; /* the next msgid to try */
};

/* Gives it a msgid. False: no memory. */
bool gs__flights_add(struct gs__flights *flights, struct gs__flight *flight);

/* Takes it out, and hands it over; NULL: there is none of this msgid. */
struct gs__flight *gs__flights_take(struct gs__flights *flights, uint32_t msgid);

/* Takes out one after the other, the table being left alone meanwhile: `*at` is 0 at first; NULL:
 * there are no more. */
struct gs__flight *gs__flights_pop(struct gs__flights *flights, uint32_t *at);

void gs__flights_free(struct gs__flights *flights);

#endif
