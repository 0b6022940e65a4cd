/* SPDX-License-Identifier: MIT */
#include "runtime/wire/envelope.h"

#include "runtime/base/str.h"
#include "runtime/base/utf8.h"
#include "runtime/wire/complete.h"
#include "runtime/wire/skip.h"

enum { ERROR_TEXT_MAX = 1024 };

/* Heads. */

/* After something could not be read at `from`: is only the rest of it missing? */
static enum gs__head why_not(const uint8_t *from, const uint8_t *end, enum gs__head otherwise)
{
	enum { NUMBER_MAX = 9 };
	size_t left = (size_t)(end - from);
	uint64_t size, inside;

	if (gs__skip_head(from, left, &size, &inside) == GS__SKIP_MORE)
		return GS__HEAD_CUT;
	return left > 0 && size <= NUMBER_MAX && size > left ? GS__HEAD_CUT : otherwise;
}

/* "instance.clause", cut at the first dot. */
static enum gs__head read_method(struct gs_reader *in, struct gs__envelope *envelope)
{
	const uint8_t *from = in->at;
	const char *data, *dot;
	uint32_t len;

	if (!gs__read_length(in, false, &len))
		return why_not(from, in->end, GS__HEAD_BAD);
	if (len > gs__reader_left(in))
		return GS__HEAD_CUT;
	data = (const char *)in->at;
	in->at += len;
	dot = memchr(data, '.', len);
	envelope->instance = (gs_str){ data, dot ? (uint32_t)(dot - data) : len };
	if (dot)
		envelope->clause = (gs_str){ dot + 1, len - envelope->instance.len - 1 };
	return GS__HEAD_GOOD;
}

/* Which message is it, and if one is due, whose? Behind that `count` elements are left. */
static enum gs__head read_kind(struct gs_reader *in, struct gs__envelope *envelope, uint32_t *count)
{
	const uint8_t *from = in->at;
	uint64_t kind;

	if (!gs__read_count(in, count))
		return why_not(from, in->end, GS__HEAD_BROKEN);
	from = in->at;
	if (*count < 1)
		return GS__HEAD_BROKEN;
	if (!gs__read_uint(in, &kind))
		return why_not(from, in->end, GS__HEAD_BROKEN);
	if (kind > GS__NOTIFICATION)
		return GS__HEAD_BROKEN;
	envelope->kind = (enum gs__message)kind;
	*count -= 1;
	if (envelope->kind == GS__NOTIFICATION)
		return GS__HEAD_GOOD;
	from = in->at;
	if (*count < 1)
		return GS__HEAD_BROKEN;
	if (!gs__read_u32(in, &envelope->msgid))
		return why_not(from, in->end, GS__HEAD_BROKEN);
	*count -= 1;
	return GS__HEAD_GOOD;
}

enum gs__head gs__envelope_read(struct gs_reader *in, struct gs__envelope *envelope)
{
	enum gs__head head;
	uint32_t count;

	*envelope = (struct gs__envelope){ 0 };
	head = read_kind(in, envelope, &count);
	if (head != GS__HEAD_GOOD)
		return head;
	if (count < 2)
		return GS__HEAD_BAD;
	envelope->more = count - 2;
	if (envelope->kind != GS__RESPONSE)
		head = read_method(in, envelope);
	return head == GS__HEAD_GOOD && envelope->more > 1 ? GS__HEAD_BAD : head;
}

/* Extras. */

static enum gs__outcome bad(struct gs__words *words, const char *text)
{
	if (words)
		memcpy(words->text, text, strlen(text) + 1);
	return GS__BAD;
}

/* After something could not be read at `from`: cut or bad? */
static enum gs__outcome unread(
	const struct gs_reader *in, const uint8_t *from, struct gs__words *words, const char *text)
{
	struct gs__skip skip = { 0 };

	if (gs__skip(&skip, from, (size_t)(in->end - from), UINT64_MAX) == GS__SKIP_MORE)
		return GS__CUT;
	return bad(words, text);
}

/* One that is no string is skipped, and as unknown as an empty one. */
static bool read_key(struct gs_reader *in, gs_str *key)
{
	const uint8_t *from = in->at;

	if (gs__read_str(in, UINT32_MAX, key))
		return true;
	*key = (gs_str){ 0 };
	in->at = from;
	return gs__read_skip(in, 1);
}

enum gs__outcome gs__envelope_extras(struct gs_reader *in, const struct gs__envelope *envelope,
	struct gs__extras *extras, struct gs__words *words)
{
	static const char too_deep[] = "something unknown is nested too deeply";
	const uint8_t *from = in->at;
	uint32_t count;
	gs_str key;

	*extras = (struct gs__extras){ .timeout = -1 };
	if (envelope->more == 0)
		return GS__GOOD;
	if (!gs__read_map(in, &count))
		return unread(in, from, words, "a map is expected behind the arguments");
	while (count-- > 0) {
		from = in->at;
		if (!read_key(in, &key))
			return unread(in, from, words, too_deep);
		from = in->at;
		if (gs__str_is(key, "timeout")) {
			if (!gs__read_ns(in, &extras->timeout) || extras->timeout < 0)
				return unread(
					in, from, words, "timeout: not a duration in nanoseconds");
		} else if (gs__str_is(key, "trace")) {
			if (!gs__read_str(in, GS__TRACE_MAX, &extras->trace))
				return unread(
					in, from, words, "trace: not a string of at most 64 bytes");
		} else if (!gs__read_skip(in, 1)) {
			return unread(in, from, words, too_deep);
		}
	}
	return GS__GOOD;
}

/* Errors. */

enum gs__outcome gs__envelope_error(struct gs_reader *in, struct gs__wire_error *error)
{
	const uint8_t *from = in->at;
	uint32_t count;

	*error = (struct gs__wire_error){ .is_set = true, .name = GS_STR("error") };
	if (gs__reader_left(in) < 1)
		return GS__CUT;
	if (*in->at == 0xc0) {
		in->at++;
		error->is_set = false;
		return GS__GOOD;
	}
	if (gs__read_count(in, &count) && count >= 2 &&
		gs__read_str(in, UINT32_MAX, &error->name) &&
		gs__read_str(in, UINT32_MAX, &error->text)) {
		error->has_fields = count > 2;
		error->more = count > 3 ? count - 3 : 0;
		return GS__GOOD;
	}
	/* A foreign server may send whatever it likes; a text is worth showing. */
	in->at = from;
	error->name = GS_STR("error");
	error->text = (gs_str){ 0 };
	if (gs__read_str(in, UINT32_MAX, &error->text))
		return GS__GOOD;
	in->at = from;
	return gs__read_skip(in, 1) ? GS__GOOD : unread(in, from, NULL, "");
}

/* Writers. */

static bool write_method(struct gs_writer *out, gs_str instance, gs_str clause)
{
	uint64_t len = (uint64_t)instance.len + 1 + clause.len;

	if (len > UINT16_MAX || !gs_write_room(&out->at, out, len + 3))
		return false;
	if (len < 32)
		*out->at++ = (uint8_t)(0xa0 | len);
	else
		gs__write_sized(&out->at, 0xd9, len);
	if (instance.len > 0)
		memcpy(out->at, instance.data, instance.len);
	out->at += instance.len;
	*out->at++ = '.';
	if (clause.len > 0)
		memcpy(out->at, clause.data, clause.len);
	out->at += clause.len;
	return true;
}

bool gs__write_request(
	struct gs_writer *out, uint32_t msgid, gs_str instance, gs_str clause, bool more)
{
	return gs_write_room(&out->at, out, 7) && gs_write_array(&out->at, more ? 5 : 4) &&
	       gs_write_uint(&out->at, GS__REQUEST) && gs_write_uint(&out->at, msgid) &&
	       write_method(out, instance, clause);
}

bool gs__write_notification(struct gs_writer *out, gs_str instance, gs_str clause, bool more)
{
	return gs_write_room(&out->at, out, 2) && gs_write_array(&out->at, more ? 4 : 3) &&
	       gs_write_uint(&out->at, GS__NOTIFICATION) && write_method(out, instance, clause);
}

bool gs__write_extras(struct gs_writer *out, const struct gs__extras *extras)
{
	bool has_timeout = extras->timeout >= 0, has_trace = extras->trace.len > 0;

	if (!gs_write_room(&out->at, out, 1) ||
		!gs_write_map(&out->at, (uint32_t)has_timeout + has_trace))
		return false;
	if (has_timeout &&
		!(gs_write_long_str(&out->at, out, 0, 16, GS_STR("timeout")) &&
			gs_write_room(&out->at, out, 9) && gs_write_int(&out->at, extras->timeout)))
		return false;
	return !has_trace ||
	       (gs_write_long_str(&out->at, out, 0, 16, GS_STR("trace")) &&
		       gs_write_long_str(&out->at, out, 0, GS__TRACE_MAX, extras->trace));
}

/* A text from C that may be anything, as valid UTF-8. */
static bool write_words(struct gs_writer *out, gs_str text)
{
	uint32_t len = (uint32_t)gs__utf8_cut(text.data, text.len, ERROR_TEXT_MAX);
	char clean[ERROR_TEXT_MAX];
	size_t size;

	for (uint32_t i = 0; i < len; i += (uint32_t)size) {
		size = gs__utf8_char(text.data + i, len - i);
		if (size == 0)
			size = 1, clean[i] = '?';
		else
			memcpy(clean + i, text.data + i, size);
	}
	return gs_write_long_str(&out->at, out, 0, ERROR_TEXT_MAX, (gs_str){ clean, len });
}

bool gs__write_error(struct gs_writer *out, uint32_t msgid, gs_str name, gs_str text,
	const struct gs_record *fields, const void *from, bool by_name)
{
	return gs_write_room(&out->at, out, 8) && gs_write_array(&out->at, 4) &&
	       gs_write_uint(&out->at, GS__RESPONSE) && gs_write_uint(&out->at, msgid) &&
	       gs_write_array(&out->at, fields ? 3 : 2) &&
	       gs_write_long_str(&out->at, out, 0, UINT16_MAX, name) && write_words(out, text) &&
	       (!fields || gs__record_put(out, fields, from, by_name)) &&
	       gs_write_room(&out->at, out, 1) && gs_write_nil(&out->at);
}
