/* SPDX-License-Identifier: MIT */
/* A client in C++: takes tokens until it has as many as were asked for, and waits where it has to. */
#include "limits.gs.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

struct close {
	void operator()(gs_client *c) const
	{
		gs_client_close(c);
	}
};

int main(int argc, char **argv)
{
	uint32_t left = argc > 2 ? (uint32_t)std::atoi(argv[2]) : 1;
	std::unique_ptr<gs_client, close> client(gs_client_open(argc > 1 ? argv[1] : ""));

	while (client && left > 0) {
		struct bucket_acquire_options options = bucket_acquire_defaults;
		struct bucket_acquire_reply reply;
		gs_status status;

		options.n = left < 1000 ? left : 1000;
		status = bucket_acquire_call(client.get(), "limiter", &options, &reply);
		const struct error_exhausted *wait = error_exhausted_in(client.get());

		if (status == GS_OK) {
			left -= options.n;
			std::printf("%u taken, %u left\n", options.n, reply.remaining);
		} else if (wait) {
			std::this_thread::sleep_for(std::chrono::nanoseconds(wait->retry_after));
		} else {
			std::fprintf(stderr, "%s\n", gs_client_error_text(client.get()));
			return 1;
		}
	}
	return 0;
}
