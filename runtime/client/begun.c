/* SPDX-License-Identifier: MIT */
#include "runtime/client/begun.h"

#include <stdlib.h>

#include "runtime/client/kept.h"
#include "runtime/client/message.h"
#include "runtime/io/io.h"
#include "runtime/wire/record.h"

#define BACKOFF_FIRST GS_MS(100)
#define BACKOFF_MOST GS_S(5)

struct gs__begun {
	struct gs__landing landing; /* first, so that one is the other */
	struct gs__begun *next, *prev;
	const struct gs_clause *clause;
	int64_t deadline;
	gs_client_land *land;
	gs_function *fn;
	void *arg;
	gs_status status; /* of one that was put aside */
	_Alignas(16) uint8_t reply[];
};

static void unlist(gs_client *client, struct gs__begun *begun)
{
	*(begun->prev ? &begun->prev->next : &client->begun) = begun->next;
	if (begun->next)
		begun->next->prev = begun->prev;
}

/* The function may begin other calls, and call: this one is off all lists. */
static void tell(gs_client *client, struct gs__begun *begun, gs_status status)
{
	gs__telling(client);
	if (begun->fn)
		begun->land(begun->fn, begun->arg, status, status == GS_OK ? begun->reply : NULL);
	gs__told(client);
	if (begun->clause->out && client->has_secrets)
		explicit_bzero(begun->reply, begun->clause->out->size);
	free(begun);
}

/* No answer comes. It is told when the client is in order again. */
static void put_aside(gs_client *client, struct gs__begun *begun, gs_status status)
{
	unlist(client, begun);
	begun->status = status;
	begun->next = NULL;
	*(client->over ? &client->last_over->next : &client->over) = begun;
	client->last_over = begun;
}

void gs__begun_tell(gs_client *client)
{
	struct gs__begun *begun;

	while ((begun = client->over)) {
		client->over = begun->next;
		tell(client, begun, begun->status);
	}
}

static void land(
	gs_client *client, struct gs__landing *landing, struct gs_reader *in, gs_status lost)
{
	struct gs__begun *begun = (struct gs__begun *)landing;

	if (!in) {
		put_aside(client, begun, lost);
		return;
	}
	unlist(client, begun);
	tell(client, begun, gs__client_read(client, begun->clause, in, begun->reply));
}

gs_status gs_client_begin(gs_client *client, const char *instance, const struct gs_clause *clause,
	const void *in, gs_duration timeout, gs_client_land *handler, gs_function *fn, void *arg)
{
	const struct gs__client_message message = {
		.instance = { instance, (uint32_t)strlen(instance) },
		.clause = { clause->name, (uint32_t)strlen(clause->name) },
		.record = clause->in,
		.params = in,
	};
	size_t size = clause->out ? clause->out->size : 0;
	struct gs__begun *begun = calloc(1, sizeof(*begun) + size);
	gs_status status;

	client->text[0] = '\0';
	gs__client_mind(client, clause);
	if (!begun || !gs__flights_add(&client->flights, &begun->landing.flight)) {
		free(begun);
		return gs__link_failed(client, GS_NO_MEMORY, "out of memory");
	}
	begun->landing.land = land;
	begun->clause = clause;
	begun->deadline = gs__client_deadline(client, timeout);
	begun->land = handler;
	begun->fn = fn;
	begun->arg = arg;
	status = gs__link_start(client);
	if (status == GS_OK)
		status = gs__client_put(client, &message, begun->landing.flight.msgid, timeout);
	if (status != GS_OK) {
		gs__flights_take(&client->flights, begun->landing.flight.msgid);
		free(begun);
		return status;
	}
	gs__client_expect(client, gs__clause_answer_max(clause));
	begun->next = client->begun;
	if (begun->next)
		begun->next->prev = begun;
	client->begun = begun;
	if (!begun->next || begun->deadline < client->begun_due)
		client->begun_due = begun->deadline;
	return GS_OK;
}

/* Puts aside those whose time is over. */
static void expire(gs_client *client)
{
	int64_t now = gs__io_now(client->io);
	struct gs__begun *begun, *next;
	int64_t due = INT64_MAX;

	if (!client->begun || now < client->begun_due)
		return;
	for (begun = client->begun; begun; begun = next) {
		next = begun->next;
		if (begun->landing.has_come)
			continue;
		if (begun->deadline > now) {
			due = begun->deadline < due ? begun->deadline : due;
			continue;
		}
		gs__flights_take(&client->flights, begun->landing.flight.msgid);
		gs__link_failed(client, GS_TIMEOUT, "no answer in time");
		put_aside(client, begun, GS_TIMEOUT);
	}
	client->begun_due = due;
}

/* Foreign loops. */

int gs_client_fd(const gs_client *client)
{
	return client->handle;
}

unsigned gs_client_events(const gs_client *client)
{
	if (client->handle < 0)
		return 0;
	if (client->is_connecting)
		return GS_WRITABLE;
	return GS_READABLE | (gs__link_has_unsent(client) ? GS_WRITABLE : 0u);
}

/* Without a connection there is nobody to be notified by. */
static bool wants_connection(const gs_client *client)
{
	return client->handle < 0 && client->notices;
}

gs_duration gs_client_due(gs_client *client)
{
	int64_t now = gs__io_now(client->io);
	int64_t due = client->begun ? client->begun_due : INT64_MAX;

	/* No descriptor tells of what was read behind the answer of a call that blocked, or put
	 * aside meanwhile. */
	if (client->has_unseen || client->kept || client->over)
		return 0;
	if (wants_connection(client) && client->retry_at < due)
		due = client->retry_at;
	return due == INT64_MAX ? -1 : due > now ? due - now : 0;
}

/* Tries again later, and then later still. */
static void back_off(gs_client *client)
{
	gs_duration next = client->backoff ? 2 * client->backoff : BACKOFF_FIRST;

	client->backoff = next < BACKOFF_MOST ? next : BACKOFF_MOST;
	client->retry_at = gs__io_now(client->io) + client->backoff;
}

gs_status gs_client_turn(gs_client *client)
{
	gs_status status = GS_OK;

	if (client->is_telling)
		return status;
	if (wants_connection(client) && gs__io_now(client->io) >= client->retry_at)
		status = gs__link_start(client);
	if (status == GS_OK)
		status = gs__link_turn(client);
	/* However late the turn is: what came in time is no timeout. */
	expire(client);
	if (status != GS_OK)
		back_off(client);
	gs__begun_tell(client);
	return status;
}
