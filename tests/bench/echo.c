/* SPDX-License-Identifier: MIT */
/* The floor: a server that sends back what it gets. */
#include "tests/bench/lib/peer.h"

#include <string.h>

static long take(struct peer_conn *conn, void *arg)
{
	size_t len = PEER_BUFFER - conn->out_len;

	(void)arg;
	if (len > conn->in_len)
		len = conn->in_len;
	memcpy(conn->out + conn->out_len, conn->in, len);
	conn->out_len += len;
	return (long)len;
}

int main(int argc, char **argv)
{
	return argc >= 2 ? peer_serve(argv + 1, take, NULL) : 2;
}
