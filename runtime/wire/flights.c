/* SPDX-License-Identifier: MIT */
#include "runtime/wire/flights.h"

#include <stdlib.h>

enum { SIZE_FIRST = 8 };

static struct gs__flight **place(const struct gs__flights *flights, uint32_t msgid)
{
	return &flights->places[msgid & (flights->size - 1)];
}

/* Twice the places; what shared none before shares none after. */
static bool grow(struct gs__flights *flights)
{
	struct gs__flights more = *flights;

	more.size = flights->size ? 2 * flights->size : SIZE_FIRST;
	more.places = more.size ? calloc(more.size, sizeof(*more.places)) : NULL;
	if (!more.places)
		return false;
	for (uint32_t i = 0; i < flights->size; i++) {
		if (flights->places[i])
			*place(&more, flights->places[i]->msgid) = flights->places[i];
	}
	free(flights->places);
	*flights = more;
	return true;
}

bool gs__flights_add(struct gs__flights *flights, struct gs__flight *flight)
{
	if (flights->count == flights->size && !grow(flights))
		return false;
	while (*place(flights, flights->next))
		flights->next++;
	flight->msgid = flights->next++;
	*place(flights, flight->msgid) = flight;
	flights->count++;
	return true;
}

struct gs__flight *gs__flights_take(struct gs__flights *flights, uint32_t msgid)
{
	struct gs__flight *flight = flights->size ? *place(flights, msgid) : NULL;

	if (!flight || flight->msgid != msgid)
		return NULL;
	*place(flights, msgid) = NULL;
	flights->count--;
	return flight;
}

struct gs__flight *gs__flights_pop(struct gs__flights *flights, uint32_t *at)
{
	while (*at < flights->size) {
		struct gs__flight *flight = flights->places[(*at)++];

		if (flight)
			return gs__flights_take(flights, flight->msgid);
	}
	return NULL;
}

void gs__flights_free(struct gs__flights *flights)
{
	free(flights->places);
	*flights = (struct gs__flights){ 0 };
}
