/* SPDX-License-Identifier: MIT */
/*
 * loading: what the two halves of load share, load.c (connections, answers, the turn) and
 * load_send.c (requests and their instants). Nobody else includes it.
 */
#ifndef GS_CLIENT_LOADING_H
#define GS_CLIENT_LOADING_H

#include "runtime/client/load.h"
#include "runtime/io/io.h"
#include "runtime/wire/skip.h"

/* A connection. */
struct gs__load_line {
	int handle;
	bool wants_write;
	struct gs__skip skip; /* how far the first message of what is kept was looked at */
	uint8_t *kept;        /* the beginning of an answer */
	size_t kept_len, kept_size;
	uint8_t *unsent; /* what the socket did not take; no more is written before */
	size_t unsent_len, unsent_size;
	uint16_t *free; /* msgids that are not in flight */
	uint32_t free_count;
	gs_instant *sent_at; /* by msgid; 0: it is not in flight */
};

struct gs__load {
	struct gs__load_options options;
	struct gs__io *io;
	struct gs__load_line *lines;
	uint32_t open;
	uint64_t unasked;
	uint64_t flying;       /* asked and not answered */
	uint64_t asked;        /* since gs__load_ask ... */
	gs_instant paced_from; /* ... which was then */
	uint32_t turn;         /* the connection that has the next request with a rate */
	gs_instant heard;      /* when an answer last came */
	struct gs_writer request;
	size_t msgid_at; /* where its msgid stands in the request */
	uint8_t *in;
	size_t in_size;
	uint8_t *out;
	size_t out_size; /* a multiple of the request's */
	struct gs__load_result result;
	char text[512];
};

/* Sets the text, headed by the address. Returns `status`. */
gs_status gs__load_failed(struct gs__load *load, gs_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
gs_status gs__load_failed_by_errno(struct gs__load *load, gs_status status, int error);

/* Copies bytes into a block that grows. False: no memory. */
bool gs__load_keep(uint8_t **to, size_t *size, size_t *len, const uint8_t *from, size_t more);

/* Waits for what the connection is to be waited for. */
gs_status gs__load_watch(struct gs__load *load, struct gs__load_line *line);

/* Writes what a connection has left, and asks as often as it may at `now`. */
gs_status gs__load_flush(struct gs__load *load, struct gs__load_line *line);
gs_status gs__load_send(struct gs__load *load, struct gs__load_line *line, gs_instant now);

/* With a rate: sends what is due by now, each on the next connection that has room. Then *next is
 * when more is, or INT64_MAX: after an answer. */
gs_status gs__load_send_due(struct gs__load *load, gs_instant now, gs_instant *next);

static inline size_t gs__load_request_size(const struct gs__load *load)
{
	return (size_t)(load->request.at - load->request.bytes);
}

#endif
