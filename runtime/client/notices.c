/* SPDX-License-Identifier: MIT */
#include "runtime/client/notices.h"

#include <stdlib.h>

#include "runtime/base/str.h"
#include "runtime/client/kept.h"
#include "runtime/client/message.h"

struct gs__notices {
	struct gs__notices *next;
	const char *protocol;
	const struct gs_notice *notices;
	uint32_t count;
	void *arg;
	void *message;  /* room for the largest one's parameters, behind the handlers */
	void *handlers; /* behind this */
};

enum { ALIGN = 16 };

static size_t aligned(size_t size)
{
	return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static size_t largest(const struct gs_notice *notices, uint32_t count)
{
	size_t size = 1;

	for (uint32_t i = 0; i < count; i++)
		if (notices[i].clause->in && notices[i].clause->in->size > size)
			size = notices[i].clause->in->size;
	return size;
}

static struct gs__notices **find(gs_client *client, gs_str protocol)
{
	struct gs__notices **at = &client->notices;

	while (*at && !gs__str_is(protocol, (*at)->protocol))
		at = &(*at)->next;
	return at;
}

gs_status gs_client_handle(gs_client *client, const char *protocol, const struct gs_notice *notices,
	uint32_t count, const void *handlers, size_t size, void *arg)
{
	struct gs__notices **place = find(client, gs__str(protocol));
	size_t head = aligned(sizeof(struct gs__notices));
	struct gs__notices *more = calloc(1, head + aligned(size) + largest(notices, count));
	struct gs__notices *old = *place;

	if (!more)
		return GS_NO_MEMORY;
	*more = (struct gs__notices){
		.next = old ? old->next : NULL,
		.protocol = protocol,
		.notices = notices,
		.count = count,
		.arg = arg,
		.handlers = (char *)more + head,
		.message = (char *)more + head + aligned(size),
	};
	memcpy(more->handlers, handlers, size);
	for (uint32_t i = 0; i < count; i++) {
		gs__client_mind(client, notices[i].clause);
		if (notices[i].clause->in)
			gs__client_expect(client, notices[i].clause->in->encoded_max);
	}
	*place = more;
	if (old && client->is_telling) {
		old->next = client->former;
		client->former = old;
	} else {
		free(old);
	}
	return GS_OK;
}

static void free_all(struct gs__notices **all)
{
	while (*all) {
		struct gs__notices *first = *all;

		*all = first->next;
		free(first);
	}
}

void gs__client_hear(gs_client *client, gs__client_heard *heard, void *arg)
{
	client->heard = heard;
	client->heard_arg = arg;
}

static void be_heard(
	gs_client *client, const struct gs__envelope *envelope, const struct gs_reader *in)
{
	struct gs__skip skip = { 0 };
	size_t left = (size_t)(in->end - in->at);

	if (gs__skip(&skip, in->at, left, left) == GS__SKIP_DONE)
		client->heard(client->heard_arg, envelope->instance, envelope->clause,
			(gs_bytes){ in->at, (uint32_t)skip.at });
}

/* NULL: nobody handles it. */
static const struct gs_notice *find_notice(
	const struct gs__notices *all, const struct gs__envelope *envelope)
{
	for (uint32_t i = 0; all && i < all->count; i++)
		if (gs__str_is(envelope->clause, all->notices[i].clause->name))
			return &all->notices[i];
	return NULL;
}

bool gs__notices_want(gs_client *client, const struct gs__envelope *envelope)
{
	return client->heard || find_notice(*find(client, envelope->instance), envelope);
}

void gs__notices_run(gs_client *client, const struct gs__envelope *envelope, struct gs_reader *in)
{
	const struct gs__notices *all = *find(client, envelope->instance);
	const struct gs_notice *notice = find_notice(all, envelope);
	const struct gs_record *record = notice ? notice->clause->in : NULL;
	bool by_name;

	if (client->heard)
		be_heard(client, envelope, in);
	if (!notice)
		return;
	if (!record || gs__record_take(in, record, all->message, &by_name)) {
		gs__telling(client);
		notice->run(all->handlers, all->arg, all->message);
		gs__told(client);
	}
	if (record && record->is_secret)
		explicit_bzero(all->message, record->size);
	free_all(&client->former);
}

void gs__notices_free(gs_client *client)
{
	free_all(&client->former);
	free_all(&client->notices);
}
