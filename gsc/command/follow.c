/* SPDX-License-Identifier: MIT */
#include "gsc/command/follow.h"
#include "gsc/base/arena.h"
#include "gsc/command/command.h"

#include <stdio.h>
#include <string.h>

static const gs_duration slice = 1000000000; /* ns between two looks at who listens to us */

static bool is_called(const char *name, gs_str text)
{
	return strlen(name) == text.len && memcmp(name, text.data, text.len) == 0;
}

/* The parameters of the cast; NULL: the server did not say that it sends this. */
static const struct model_record *find(const struct follow *follow, gs_str protocol, gs_str cast)
{
	const struct model_server *server = follow->server;

	for (size_t i = 0; server && i < server->notifies_count; i++) {
		const struct model_protocol *notified = server->notifies[i];

		for (size_t k = 0; is_called(notified->name, protocol) && k < notified->count; k++)
			if (is_called(notified->clauses[k]->name, cast))
				return notified->clauses[k]->in;
	}
	return NULL;
}

static bool put_params(struct follow *follow, const struct model_record *record, gs_bytes params)
{
	struct msgpack_reader in = { params.data, params.data + params.len };
	const struct model_type type = { .kind = MODEL_STRUCT, .record = record };

	if (follow->json || !record)
		return value_show(&follow->line, record ? &type : NULL, &in, VALUE_JSON);
	return value_show_fields(&follow->line, record, &in);
}

static void put_name(struct follow *follow, gs_str protocol, gs_str cast)
{
	follow->name.len = 0;
	text_raw(&follow->name, protocol.data, protocol.len);
	text_put(&follow->name, ".");
	text_raw(&follow->name, cast.data, cast.len);
	if (follow->json)
		value_put_json(&follow->line, follow->name.bytes, follow->name.len);
	else
		text_raw(&follow->line, follow->name.bytes, follow->name.len);
}

/* "heard.said by: ann, text: hello", or {"notification": "heard.said", "params": {...}} */
static void heard(void *arg, gs_str protocol, gs_str cast, gs_bytes params)
{
	struct follow *follow = arg;
	struct text *line = &follow->line;
	const struct model_record *record = find(follow, protocol, cast);
	size_t head;

	line->len = 0;
	text_put(line, follow->json ? "{\"notification\": " : "");
	put_name(follow, protocol, cast);
	text_put(line, follow->json ? ", \"params\": " : record && !record->count ? "" : " ");
	head = line->len;
	if (!put_params(follow, record, params)) {
		struct msgpack_reader in = { params.data, params.data + params.len };

		line->len = head;
		value_show(line, NULL, &in, VALUE_JSON);
	}
	text_put(line, follow->json ? "}" : "");
	follow->shown.len = 0;
	value_put_escaped(&follow->shown, line->bytes, line->len, false);
	text_put(&follow->shown, "\n");
	fwrite(follow->shown.bytes, 1, follow->shown.len, stdout);
	if (!follow->unheard)
		follow->unheard = command_flush();
}

void follow_start(
	struct follow *follow, struct running *running, const struct target *target, bool json)
{
	const struct model_server *server = target->server;

	*follow = (struct follow){ .running = running, .server = server, .json = json };
	text_init(&follow->name, running->arena);
	text_init(&follow->line, running->arena);
	text_init(&follow->shown, running->arena);
	for (size_t i = 0; server && i < server->notifies_count; i++) {
		const struct model_protocol *notified = server->notifies[i];

		for (size_t k = 0; k < notified->count; k++)
			gs__client_expect(running->client, notified->clauses[k]->in->encoded_max);
	}
	gs__client_hear(running->client, heard, follow);
}

int follow_on(const struct follow *follow)
{
	gs_status status = GS_OK;

	while (status == GS_OK && !follow->unheard)
		status = gs__client_wait(follow->running->client, slice);
	if (follow->unheard)
		return command_unheard(follow->unheard);
	return running_not_answered(
		follow->running, "following", NULL, status, (gs_bytes){ NULL, 0 });
}
