/* SPDX-License-Identifier: MIT */
/*
 * The envelope of MessagePack-RPC: heads, errors and the map that may follow.
 *
 *   request       [0, msgid, "instance.clause", params (, {timeout, trace})]
 *   response      [1, msgid, error, result]            error: nil, [name, text (, fields)]
 *   notification  [2, "instance.clause", params (, {timeout, trace})]
 *
 * Connections and clients read a head, then what it announces with wire/record.h, then the rest.
 * Nothing is allocated; texts point into the input.
 */
#ifndef GS_WIRE_ENVELOPE_H
#define GS_WIRE_ENVELOPE_H

#include "runtime/wire/record.h"

enum { GS__TRACE_MAX = 64 };

enum gs__message { GS__REQUEST, GS__RESPONSE, GS__NOTIFICATION };

struct gs__envelope {
	enum gs__message kind;
	uint32_t msgid;  /* of requests and responses */
	gs_str instance; /* of the others but responses: what stands before the first dot */
	gs_str clause;   /* and behind it; empty: there was none */
	uint32_t more;   /* elements behind the params, or behind the result: 0 or 1 */
};

enum gs__head {
	GS__HEAD_GOOD,
	GS__HEAD_CUT,   /* the input ends too early; nothing is wrong so far */
	GS__HEAD_BAD,   /* a request with a good msgid: it can be answered with bad_request; or
	                 * another message (kind says): it can be dropped */
	GS__HEAD_BROKEN /* nothing to answer to: the connection is lost */
};

/* Reads up to the params, or up to the error of a response; `in` then stands there. */
enum gs__head gs__envelope_read(struct gs_reader *in, struct gs__envelope *envelope);

struct gs__extras {
	int64_t timeout; /* ns the caller will wait, at least 0; -1: not said */
	gs_str trace;    /* at most GS__TRACE_MAX bytes; empty: none */
};

/* Reads what follows the params, nothing or the map. */
enum gs__outcome gs__envelope_extras(struct gs_reader *in, const struct gs__envelope *envelope,
	struct gs__extras *extras, struct gs__words *words);

struct gs__wire_error {
	bool is_set;     /* else the result is the answer */
	bool has_fields; /* then `in` stands at them, to be read or skipped (gs__read_skip) */
	gs_str name;     /* some text, also when a foreign server sent something else */
	gs_str text;
	uint32_t more; /* elements behind the fields */
};

/* Reads the error of a response; `in` then stands at its fields, or at the result. */
enum gs__outcome gs__envelope_error(struct gs_reader *in, struct gs__wire_error *error);

/*
 * Writers. Each appends what it names and leaves the rest of the message to the caller: params
 * (gs__record_put) and then, if `more` was said, the extras; or the result. False: no room.
 */
bool gs__write_request(
	struct gs_writer *out, uint32_t msgid, gs_str instance, gs_str clause, bool more);
bool gs__write_notification(struct gs_writer *out, gs_str instance, gs_str clause, bool more);
bool gs__write_extras(struct gs_writer *out, const struct gs__extras *extras);
/* No error; the result follows. */
static inline bool gs__write_response(struct gs_writer *out, uint32_t msgid)
{
	return gs_write_room(&out->at, out, 8) && gs_write_array(&out->at, 4) &&
	       gs_write_uint(&out->at, GS__RESPONSE) && gs_write_uint(&out->at, msgid) &&
	       gs_write_nil(&out->at);
}

/*
 * A whole response: [1, msgid, [name, text (, fields)], nil]. `fields` may be NULL; `from` is the
 * struct error_NAME. The text is cut at 1 KiB, and what is not UTF-8 in it becomes '?'. False: no
 * room, or the fields break their own bounds.
 */
bool gs__write_error(struct gs_writer *out, uint32_t msgid, gs_str name, gs_str text,
	const struct gs_record *fields, const void *from, bool by_name);

#endif
