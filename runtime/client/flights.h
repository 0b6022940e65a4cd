/* SPDX-License-Identifier: MIT */
/*
 * flights: the requests of one client that wait for their answers, found by msgid.
 *
 * A flight belongs to who sent it (a blocking call keeps it on its stack) and is in the table until
 * it is taken out. A msgid is given so that its place, msgid modulo the table's size, is free: a
 * lookup is one comparison, and an answer to what was given up finds nothing.
 */
#ifndef GS_CLIENT_FLIGHTS_H
#define GS_CLIENT_FLIGHTS_H

#include <gs_codec.h>

struct gs__flight {
	uint32_t msgid;
	/* Runs once, when the flight is out of the table: with the answer, `in` at its error;
	 * or with NULL when it can never come, `lost` saying why. */
	void (*land)(
		gs_client *client, struct gs__flight *flight, struct gs_reader *in, gs_status lost);
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

/* Takes out any; NULL: there are none. */
struct gs__flight *gs__flights_pop(struct gs__flights *flights);

void gs__flights_free(struct gs__flights *flights);

#endif
