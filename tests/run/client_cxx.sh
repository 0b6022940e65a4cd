#!/bin/sh
# SPDX-License-Identifier: MIT
# The generated client in a C++ program with a poll loop of its own: calls at once, notifications,
# declared errors with their fields.
. tests/support/tap.sh
if ! command -v g++ >/dev/null; then
	echo "ok 1 - a client in C++ # SKIP no g++ here"
	echo "1..1"
	exit 0
fi
cd "$dir"
cat >remote.gs <<'EOF'
struct point {
    x: i32;
    y: i32;
}

error late(by: duration, who: string<10>) "too late";

protocol heard {
    cast said(at: point, text: string<100>, arg: u32 = 3);
    cast closed();
}

protocol asked {
    call ask(n: u32, fn: u32 = 1) -> (m: u32) raises late;
    call nothing();
}

server echo() implements asked notifies heard {
    call ask {
        if (n > 9)
            fail(late, .by = GS_S(2), .who = GS_STR("bob"));
        reply(.m = n + fn);
    }

    call nothing {
        struct point at = { 1, 2 };
        struct heard_said_options o = { .arg = 7 };

        heard_said_cast(ctx, gs_peer(ctx), &at, GS_STR("hi"), &o);
        reply();
    }
}

system remote {
    listen "unix:remote.sock";
    a: echo();
}
EOF
cat >main.cc <<'EOF'
#include "remote.gs.h"

#include <cstdio>
#include <poll.h>

static int got;
static gs_client *client;

static void answered(void *, gs_status status, const struct asked_ask_reply *reply)
{
	const struct error_late *late = error_late_in(client);

	if (status == GS_OK)
		std::printf("answer %u\n", reply->m);
	else if (status == error_late && late)
		std::printf("late by %lld, %.*s\n", (long long)late->by, GS_FMT(late->who));
	got++;
}

static void done(void *, gs_status status)
{
	std::printf("nothing %d\n", status);
	got++;
}

static void said(void *arg, const struct point *at, gs_str text, uint32_t n)
{
	std::printf("%s at %d: %.*s %u\n", (const char *)arg, at->y, GS_FMT(text), n);
	got++;
}

int main()
{
	struct heard_handlers handlers = {};
	char who[] = "said";

	client = gs_client_open("unix:remote.sock");
	handlers.said = said;
	if (heard_handle(client, &handlers, who) != GS_OK)
		return 1;
	for (uint32_t n = 8; n < 11; n++)
		asked_ask_begin(client, "a", n, NULL, answered, NULL);
	asked_nothing_begin(client, "a", NULL, done, NULL);
	while (got < 5) {
		struct pollfd p = { gs_client_fd(client), 0, 0 };

		if (gs_client_events(client) & GS_READABLE)
			p.events |= POLLIN;
		if (gs_client_events(client) & GS_WRITABLE)
			p.events |= POLLOUT;
		poll(&p, 1, 100);
		if (gs_client_turn(client) != GS_OK)
			return 1;
	}
	gs_client_close(client);
	return 0;
}
EOF
"$GSC" build remote.gs && "$GSC" compile remote.gs &&
	$CC $CFLAGS -I"$root/$B/include/gs" -c remote.gs.c -o remote.o &&
	g++ $CFLAGS -std=c++11 -Wall -Wextra -Werror -I"$root/$B/include/gs" main.cc remote.o \
		"$root/$B/lib/libgs.a" -o main
pass "a client in C++ builds"
serve unix:remote.sock ./remote
same "answers, an error with its fields, a notification" "answer 9
answer 10
late by 2000000000, bob
said at 2: hi 7
nothing 0" "$(./main)"
kill -TERM "$server" && ended "$server"
pass "the server ends in order"
done_testing
