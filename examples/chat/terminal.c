/* SPDX-License-Identifier: MIT */
/* A terminal for the room: lines of standard input are said, what others say is printed. */
#include "chat.gs.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct terminal {
	gs_client *client;
	const char *name;
	bool has_joined;
	bool has_ended;
	char line[600];
	size_t len;
};

static void on_joined(void *arg, gs_str name)
{
	(void)arg;
	printf("* %.*s joined\n", GS_FMT(name));
}

static void on_left(void *arg, gs_str name)
{
	(void)arg;
	printf("* %.*s left\n", GS_FMT(name));
}

static void on_said(void *arg, gs_str by, gs_str text)
{
	(void)arg;
	printf("%.*s: %.*s\n", GS_FMT(by), GS_FMT(text));
}

static const struct heard_handlers handlers = {
	.joined = on_joined,
	.left = on_left,
	.said = on_said,
};

static void answered_join(void *arg, gs_status status, const struct talk_join_reply *reply)
{
	struct terminal *t = arg;

	t->has_joined = status == GS_OK;
	if (reply)
		printf("* you are %s, one of %u\n", t->name, reply->members);
	else if (status != GS_LOST && status != GS_REFUSED)
		printf("* %s\n", gs_client_error_text(t->client));
	t->has_ended = t->has_ended || status == error_taken;
}

static void answered_say(void *arg, gs_status status, const struct talk_say_reply *reply)
{
	struct terminal *t = arg;

	(void)reply;
	if (status != GS_OK)
		printf("* not said: %s\n", gs_client_error_text(t->client));
}

static void say(struct terminal *t, gs_str text)
{
	if (text.len > 0 &&
		talk_say_begin(t->client, "lobby", text, NULL, answered_say, t) != GS_OK)
		printf("* not said: %s\n", gs_client_error_text(t->client));
}

/* Whole lines are said; the last one at the end of the input, too. */
static void take_input(struct terminal *t)
{
	ssize_t got = read(STDIN_FILENO, t->line + t->len, sizeof(t->line) - 100 - t->len);
	char *end;

	if (got <= 0) {
		say(t, (gs_str){ t->line, (uint32_t)t->len });
		t->has_ended = true;
		return;
	}
	t->len += (size_t)got;
	while ((end = memchr(t->line, '\n', t->len)) || t->len >= 500) {
		size_t len = end ? (size_t)(end - t->line) : 500;
		size_t used = end ? len + 1 : len;

		say(t, (gs_str){ t->line, (uint32_t)len });
		memmove(t->line, t->line + used, t->len - used);
		t->len -= used;
	}
}

static void turn(struct terminal *t)
{
	unsigned events = gs_client_events(t->client);
	gs_duration due = gs_client_due(t->client);
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = gs_client_fd(t->client) },
	};

	if (events & GS_READABLE)
		fds[1].events |= POLLIN;
	if (events & GS_WRITABLE)
		fds[1].events |= POLLOUT;
	poll(fds, 2, due < 0 || due > GS_S(1) ? 1000 : (int)(due / GS_MS(1)) + 1);
	if (gs_client_turn(t->client) != GS_OK && t->has_joined) {
		printf("* the room is gone: %s\n", gs_client_error_text(t->client));
		t->has_joined = false;
	}
	if (!t->has_joined && !t->has_ended && gs_client_fd(t->client) >= 0)
		t->has_joined = talk_join_begin(t->client, "lobby",
					(gs_str){ t->name, (uint32_t)strlen(t->name) }, NULL,
					answered_join, t) == GS_OK;
	if (fds[0].revents)
		take_input(t);
}

int main(int argc, char **argv)
{
	struct terminal t = { .name = argc > 2 ? argv[2] : "" };

	if (argc != 3) {
		fprintf(stderr, "usage: terminal ADDR NAME\n");
		return 2;
	}
	t.client = gs_client_open(argv[1]);
	if (!t.client || heard_handle(t.client, &handlers, &t) != GS_OK)
		return 1;
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (!t.has_ended)
		turn(&t);
	gs_client_close(t.client);
	return 0;
}
