#!/bin/sh
# SPDX-License-Identifier: MIT
# The generated client in a C program of its own, against a server that ends and begins again.
. tests/support/tap.sh
cp examples/rate_limiter/limits.gs "$dir"
cd "$dir"
cat >client.c <<'EOF'
#include "limits.gs.h"

#include <stdio.h>

static void acquire(gs_client *client, uint32_t n)
{
	struct bucket_acquire_options options = bucket_acquire_defaults;
	struct bucket_acquire_reply reply;
	gs_status status;

	options.n = n;
	status = bucket_acquire_call(client, "limiter", n ? &options : NULL, &reply);
	if (status == GS_OK)
		printf("remaining %u\n", reply.remaining);
	else if (status == error_exhausted)
		printf("exhausted: %s\n", gs_client_error_text(client));
	else
		printf("%s: %s\n", gs_status_name(status), gs_client_error_text(client));
	fflush(stdout);
}

int main(int argc, char **argv)
{
	gs_client *client = gs_client_open(argv[argc - 1]);
	int c;

	if (!client)
		return 1;
	while ((c = getchar()) != EOF) {
		if (c == 'a')
			acquire(client, 3);
		else if (c == 'd')
			acquire(client, 0);
		else if (c == 'm')
			acquire(client, 1000);
		else if (c == 'x')
			acquire(client, 1001);
		else if (c == 'r')
			printf("reset %d\n", bucket_reset_notify(client, "limiter", NULL));
	}
	gs_client_close(client);
	return 0;
}
EOF
"$GSC" compile limits.gs &&
	$CC $CFLAGS -Wall -Wextra -Werror -I"$root/$B/include/gs" client.c limits.gs.c \
		"$root/$B/lib/libgs.a" -o client
pass "a client compiles"
"$GSC" build limits.gs && serve unix:limits.sock ./limits
pass "a server"
same "calls, a default, an error, its own bounds, a cast" "remaining 997
remaining 996
exhausted: not enough tokens
bad_request: acquire.n: 1001 is not in 1..1000
reset 0
remaining 997" "$(printf adm'x'ra | ./client unix:limits.sock)"

# One client lives through two lives of the server. The pipe tells it when to go on.
mkfifo orders
./client unix:limits.sock <orders >answers &
client=$!
exec 3>orders
printf r >&3
printf d >&3
wait_until '[ "$(wc -l <answers)" -ge 2 ]'
kill -TERM "$server" && ended "$server"
pass "the server ends"
printf d >&3
wait_until '[ "$(wc -l <answers)" -ge 3 ]'
serve unix:limits.sock ./limits 3>&-
pass "and begins again"
printf d >&3
exec 3>&-
wait "$client"
same "it is refused in between, and connects anew" "reset 0
remaining 999
refused: unix:limits.sock: no such file or directory
remaining 999" "$(cat answers)"
kill -TERM "$server" && ended "$server"
pass "the server ends in order"
done_testing
