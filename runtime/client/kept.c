/* SPDX-License-Identifier: MIT */
#include "runtime/client/kept.h"

#include <stdlib.h>
#include <string.h>

enum { NOTICES_MAX = 4 << 20 /* bytes of notifications that are kept */ };

void gs__telling(gs_client *client)
{
	client->is_telling = true;
}

void gs__told(gs_client *client)
{
	struct gs__held *held = &client->held;

	client->is_telling = false;
	if (!held->is_set)
		return;
	if (client->has_secrets) {
		explicit_bzero(held->in, held->filled);
		gs__arena_wipe(&held->arena);
	}
	free(held->in);
	gs__arena_free(&held->arena);
	gs__kept_free(client, held->shown);
	*held = (struct gs__held){ 0 };
}

bool gs__kept_hold(gs_client *client)
{
	size_t left = client->filled - client->taken;
	uint8_t *rest = NULL;

	if (!client->is_telling || client->held.is_set)
		return true;
	if (left > 0) {
		rest = malloc(left);
		if (!rest)
			return false;
		memcpy(rest, client->in + client->taken, left);
	}
	client->held = (struct gs__held){
		.is_set = true,
		.in = client->in,
		.filled = client->filled,
		.arena = client->arena,
		.shown = client->shown,
	};
	client->in = rest;
	client->in_size = client->filled = left;
	client->taken = 0;
	client->arena = (struct gs__arena){ 0 };
	client->shown = NULL;
	return true;
}

gs_status gs__kept_add(
	gs_client *client, struct gs__flight *flight, const uint8_t *bytes, size_t len)
{
	struct gs__landing *outer = client->waiting[0];
	struct gs__kept *kept;

	if (!flight && len > NOTICES_MAX - client->kept_notices)
		return GS_LOST;
	kept = malloc(sizeof(*kept) + len);
	if (!kept)
		return GS_NO_MEMORY;
	*kept = (struct gs__kept){ .flight = flight, .len = len };
	memcpy(kept->bytes, bytes, len);
	client->kept_notices += flight ? 0 : len;
	if (flight)
		((struct gs__landing *)flight)->has_come = true;
	if (!client->kept) {
		client->kept = client->last_kept = kept;
	} else if (outer && flight == &outer->flight) {
		kept->next = client->kept;
		client->kept = kept;
	} else {
		client->last_kept->next = kept;
		client->last_kept = kept;
	}
	return GS_OK;
}

const struct gs__kept *gs__kept_show(gs_client *client)
{
	struct gs__kept *kept = client->kept;

	client->kept = kept->next;
	client->kept_notices -= kept->flight ? 0 : kept->len;
	gs__kept_free(client, client->shown);
	client->shown = kept;
	return kept;
}

void gs__kept_free(const gs_client *client, struct gs__kept *kept)
{
	if (kept && client->has_secrets)
		explicit_bzero(kept->bytes, kept->len);
	free(kept);
}
