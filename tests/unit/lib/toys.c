/* SPDX-License-Identifier: MIT */
#include "tests/unit/lib/toys.h"

#include <stdio.h>
#include <unistd.h>

char toys_path[64], toys_address[80];

static const struct toy_params first_params = { .start = 1, .period = GS_S(3600) };
static const struct toy_params second_params = { .start = 2, .period = GS_MS(20) };
static const struct toy_params bad_params = { .start = 666, .period = GS_S(3600) };

static const struct gs_child children[] = {
	{ .name = "a",
		.server = &toy_class,
		.params = &first_params,
		.restart = GS_PERMANENT,
		.shutdown = GS_S(5) },
	{ .name = "b",
		.server = &toy_class,
		.params = &second_params,
		.restart = GS_TRANSIENT,
		.shutdown = GS_S(5) },
	{ .name = "c",
		.server = &toy_class,
		.params = &bad_params,
		.restart = GS_PERMANENT,
		.shutdown = GS_S(5) },
};

static const struct gs_listen listens[] = {
	{ .address = toys_address, .has_mode = true, .mode = 0600, .max = 4 },
};

const struct gs_system toys = {
	.name = "toys",
	.listens = listens,
	.listen_count = 1,
	.children = children,
	.child_count = 2,
	.root = { .intensity = 3, .period = GS_S(5) },
};

int toys_set_up(void **state)
{
	static int count;

	(void)state;
	snprintf(toys_path, sizeof(toys_path), "/tmp/gs-toys-%d-%d.sock", (int)getpid(), ++count);
	snprintf(toys_address, sizeof(toys_address), "unix:%s", toys_path);
	toy_ends = (struct toy_ends){ 0 };
	return 0;
}

static struct gs__node *start(const struct gs__system_options *options)
{
	const struct gs__node_options node_options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&node_options);

	assert_non_null(node);
	assert_int_equal(gs__system_start(node, &toys, options), GS_OK);
	return node;
}

struct gs__node *toys_start(void)
{
	return start(NULL);
}

struct gs__node *toys_start_at(const char *address)
{
	const struct gs__system_options options = { .listens = &address, .listen_count = 1 };

	return start(&options);
}

void toys_stop(struct gs__node *node)
{
	gs__node_stop(node, "shutdown");
	while (gs__node_turn(node, INT64_MAX))
		;
	assert_false(gs__node_has_failed(node));
	gs__node_free(node);
	assert_int_equal(access(toys_path, F_OK), -1);
}
