/* SPDX-License-Identifier: MIT */
/*
 * gs_tables.h: the tables that generated sources are made of and the runtime walks.
 *
 * Users never include this; gs_codec.h does, for generated sources. Everything is constant data:
 * the runtime neither changes nor frees it, and refers to it as long as the node lives.
 */
#ifndef GS_TABLES_H
#define GS_TABLES_H

#include <gs.h>

struct gs_reader;
struct gs_writer;
struct gs_record;

#define GS_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Two members: the array and the count of its rows. */
#define GS_TABLE(rows, count, array) .rows = (array), .count = GS_COUNT(array)

enum gs_kind {
	GS_BOOL,
	GS_U8,
	GS_U16,
	GS_U32,
	GS_U64,
	GS_I8,
	GS_I16,
	GS_I32,
	GS_I64,
	GS_F32,
	GS_F64,
	GS_STRING,   /* gs_str; in state gs_text */
	GS_BYTES,    /* gs_bytes; in state gs_blob */
	GS_DURATION, /* int64_t ns */
	GS_TIME,     /* int64_t ns */
	GS_OPTIONAL, /* struct { bool has; T value; }: item, its `at` the offset of value */
	GS_LIST,     /* struct { T *items; uint32_t len; }: item, its `size` the stride */
	GS_MAP,      /* the same of pairs; in state gs_map: record, of a key and a value */
	GS_ENUM,     /* an int-sized enum: names */
	GS_RECORD,   /* a struct or union: record */
	GS_NOTHING,  /* a member of a union that has no type: nil on the wire, no bytes in C */
	GS_HANDLE,   /* gs_from, gs_instant, gs_ref, in what stays in its process: `size` bytes */
	GS_TIMER,    /* gs_timer, likewise */
	GS_EXTERN,   /* in state only, a value of the user's C: drop, or NULL */
	GS_KIND_COUNT
};

enum {
	GS_HAS_DEFAULT = 1, /* may be left out: the record's fallback has its value */
	GS_RANGED = 2,      /* numbers: min..max (or reals); string, bytes, list: length min..max */
	GS_SECRET = 4       /* never shown, and wiped when it is freed */
};

struct gs_enum_name {
	const char *name;
	int32_t value;
};

/* In the order of the spec. */
struct gs_enum {
	const char *name;
	const struct gs_enum_name *values;
	uint32_t count;
};

struct gs_reals {
	double min;
	double max;
};

struct gs_field {
	const char *name;
	uint32_t at;   /* offset in the C struct */
	uint32_t size; /* bytes of the C value */
	uint8_t kind;  /* enum gs_kind */
	uint8_t flags;
	int64_t min;  /* where GS_RANGED */
	uint64_t max; /* where GS_RANGED; of signed kinds the two's complement */
	union {
		const struct gs_field *item;
		const struct gs_record *record;
		const struct gs_enum *names;
		const struct gs_reals *reals; /* of a GS_RANGED float */
		void (*drop)(void *at);
	};
};

/* The `at` and `size` of a member. */
#define GS_AT(type, member) .at = offsetof(type, member), .size = sizeof(((type *)0)->member)

/*
 * An ordered set of fields: a struct, a union, the parameters of a clause, a reply, an error's
 * fields, a server's parameters. read and write are the generated positional forms; the
 * table-driven reader and writer of the runtime (wire/record.h) do both forms, and find the words
 * for what is wrong.
 */
struct gs_record {
	const char *name; /* what places in errors begin with: "acquire" in "acquire.n: ..." */
	const struct gs_field *fields;
	uint32_t count;
	uint32_t required; /* elements that the array form must have */
	uint32_t size;     /* bytes of the C struct */
	bool bare;         /* a single unnamed reply: on the wire its only field stands alone */
	bool is_union;     /* the struct begins with an int-sized tag: which of the fields it has */
	bool owns;         /* stands in state, and has there what must be freed or cancelled */
	bool is_secret;    /* some of it is, at any depth: messages with it are wiped */
	bool is_hidden;    /* stands in a state that is wiped (gs_class.is_secret) */
	const void *fallback; /* a C struct with every default in place; NULL: no field has one */
	/* From the position, or to it, where there are `room` bytes; the next one. NULL: it does
	 * not fit the bounds, or (read) is in a rare form, or (write, out->no_memory) there is no
	 * more room. */
	const uint8_t *(*read)(const uint8_t *at, const struct gs_reader *in, void *to);
	uint8_t *(*write)(uint8_t *at, struct gs_writer *out, const void *from);
	uint32_t room;        /* bytes that `write` does not ask for itself */
	uint64_t encoded_max; /* bytes, the larger of both forms */
	uint64_t limit;       /* `within`: no encoding of more bytes is read or written; 0: none */
};

struct gs_error {
	const char *name;
	const char *text;
	gs_status status;
	const struct gs_record *fields; /* offsets: in struct error_NAME; NULL: it has none */
};

enum gs_clause_kind { GS_CALL, GS_CAST, GS_TO_SELF, GS_RESPONSE /* in: its context */ };

struct gs_clause {
	const char *name;
	const char *owner; /* the protocol, or the server that has it by itself */
	enum gs_clause_kind kind;
	const struct gs_record *in;           /* NULL: no parameters */
	const struct gs_record *out;          /* NULL: no reply value, nil on the wire */
	const struct gs_error *const *raises; /* ended by a NULL; NULL: raises nothing */
	gs_duration timeout;                  /* of calls, the callers' default; -1: none */
};

/* A call or cast that a server answers. `reply` is zeroed, out->size bytes, NULL without `out`. */
struct gs_entry {
	const struct gs_clause *clause;
	gs_verdict (*run)(void *state, gs_ctx *ctx, const void *in, void *reply);
	bool is_existing; /* of a keyed server: starts no instance */
	/* Of a keyed server, where the clause is its own copy of a protocol's: that one, which is
	 * sent through a ref to one instance. Its parameters are those behind the key. */
	const struct gs_clause *of;
};

/* An info clause. */
struct gs_info {
	const struct gs_clause *clause;
	void (*run)(void *state, gs_ctx *ctx, const void *in);
};

/* At least 1: a constant, or what one parameter of the server says. */
struct gs_amount {
	int64_t value; /* of a duration ns; 0, and no parameter: not given */
	uint32_t at;   /* 1 + the offset in the struct of parameters; 0: the value stands here */
	uint32_t size; /* bytes of the parameter, an unsigned integer or a positive one */
};

#define GS_PARAM(type, member) .at = 1 + offsetof(type, member), .size = sizeof(((type *)0)->member)

/* An `every` or `idle` clause. */
struct gs_tick {
	const char *name;
	struct gs_amount period;
	bool is_idle; /* after a silence of that length, not on a grid */
	void (*run)(void *state, gs_ctx *ctx);
};

/*
 * A response clause: runs once for each request that the server sent through it. `answer` is a
 * struct of to->out->size bytes, NULL without a reply value, or where `status` is not GS_OK.
 */
struct gs_response {
	const struct gs_clause *clause;
	const struct gs_clause *to;
	void (*run)(void *state, gs_ctx *ctx, const void *context, gs_status status,
		const void *answer);
};

/* What happens to a message that finds the mailbox full; a call is answered `overloaded`, but for
 * GS_DROP_OLDEST. */
enum gs_overflow {
	GS_WAIT,       /* a remote cast's connection waits, a local one is GS_FULL */
	GS_REJECT,     /* a cast is dropped and counted */
	GS_DROP_OLDEST /* the oldest goes, a call among them answered `overloaded` */
};

struct gs_mailbox {
	struct gs_amount count; /* not given: 1024 */
	struct gs_amount bytes; /* not given: 4 MiB */
	enum gs_overflow overflow;
};

/* What the instances of a keyed server are told apart by: the first parameter of each call and
 * cast, at offset 0 of its struct. In state the runtime fills it in after `begin`. */
struct gs_key {
	enum gs_kind kind;           /* an integer, GS_BOOL, GS_ENUM, GS_STRING or GS_BYTES */
	uint32_t at;                 /* its offset in state */
	uint32_t size;               /* bytes of it there */
	const struct gs_enum *names; /* of a GS_ENUM */
	struct gs_amount idle;       /* not given: instances stay */
	struct gs_amount max;        /* not given: a million */
	bool evicts;                 /* beyond `max` the one that rests longest goes */
	bool is_secret;
};

struct gs_class {
	const char *name;
	uint32_t state_size;
	bool is_secret; /* some of its state is, its parameters or its key: all of that is wiped */
	const struct gs_record *params; /* NULL: none */
	const struct gs_entry *entries;
	uint32_t entry_count;
	const struct gs_info *infos;
	uint32_t info_count;
	const struct gs_tick *ticks;
	uint32_t tick_count;
	const struct gs_response *responses;
	uint32_t response_count;
	void (*down)(void *state, gs_ctx *ctx, gs_ref who, gs_str reason); /* or NULL */
	void (*gone)(void *state, gs_ctx *ctx, gs_from who);               /* or NULL */
	const struct gs_key *key;                                          /* NULL: one instance */
	struct gs_mailbox mailbox;
	const struct gs_clause *const *notifies; /* casts to peers, ended by a NULL; NULL: none */
	/* Fills zeroed state from the parameters (a struct of params->size bytes) and the defaults.
	 * False: no memory; what is there is dropped. */
	bool (*begin)(void *state, const void *params);
	void (*init)(void *state, gs_ctx *ctx);                     /* or NULL */
	void (*terminate)(void *state, gs_ctx *ctx, gs_str reason); /* or NULL */
	void (*signal)(void *state, gs_ctx *ctx, int number);       /* or NULL */
	const struct gs_record *state; /* parameters and state; NULL: there are none */
	const char *describe; /* .gs text: the server, what it implements, types and errors */
};

struct gs_protocol {
	const char *name;
	const struct gs_clause *const *clauses; /* ended by a NULL */
	const char *describe;                   /* .gs text: it, its types and errors */
};

/* What a listener offers of one child. */
struct gs_serve {
	const char *child;
	const struct gs_protocol *as; /* NULL: all that its server has */
};

struct gs_listen {
	const char *address;
	bool has_mode;
	uint32_t mode;   /* of a Unix socket's file */
	uint32_t max;    /* connections at a time; 0: the runtime's own bound */
	uint64_t within; /* bytes of one message; 0: computed from the servers */
	const struct gs_serve *serves;
	uint32_t serve_count; /* 0: it offers every child */
};

enum gs_restart { GS_PERMANENT, GS_TRANSIENT, GS_TEMPORARY };

/* A parameter that holds refs to other children: it is filled in when they have their places. */
struct gs_wire {
	uint32_t at; /* its offset in the parameters: of a gs_ref, or of a struct gs_list_ref */
	bool is_list;
	uint32_t count; /* of a list; otherwise 1 */
	const char *const *children;
};

/* Which of its children a supervisor starts anew when one has failed. */
enum gs_strategy {
	GS_ONE_FOR_ONE,
	GS_ONE_FOR_ALL,
	GS_REST_FOR_ONE /* it and those that started after it */
};

struct gs_supervisor {
	enum gs_strategy strategy;
	uint32_t intensity; /* more restarts than this within `period` fail the supervisor */
	gs_duration period;
	gs_duration backoff;     /* before the first restart, twice that before the next, ... */
	gs_duration backoff_max; /* ... up to this; both 0: none */
};

/*
 * What a supervisor keeps: a server, a group of servers that come and go (max is not 0), or
 * another supervisor (server is NULL) with the `inside` children that follow it in the table.
 */
struct gs_child {
	const char *name;
	const struct gs_class *server;
	const struct gs_supervisor *supervisor;
	uint32_t inside;
	uint32_t max;       /* members of a group at a time */
	const void *params; /* a struct of server->params->size bytes; NULL: it has none, or for
	                     * a group */
	const struct gs_wire *wires;
	uint32_t wire_count;
	enum gs_restart restart;
	gs_duration shutdown;
};

/* A server elsewhere that refs of the system's children lead to. */
struct gs_remote {
	const char *name;
	const char *address;
	const char *instance; /* its name there */
	/* What it is known to answer to; one of them is NULL. */
	const struct gs_protocol *protocol;
	const struct gs_class *server;
};

struct gs_system {
	const char *name;
	const struct gs_listen *listens;
	uint32_t listen_count;
	const struct gs_child *children; /* in the order of their start, whatever the nesting */
	uint32_t child_count;
	const struct gs_remote *remotes;
	uint32_t remote_count;
	struct gs_supervisor root;
};

/* What generated functions are made of. All statuses as in language.md, section 6. */

/* A cast to a server of this node. GS_OK, GS_DOWN, GS_FULL, GS_INVALID, GS_NO_CLAUSE, GS_NO_MEMORY;
 * GS_NO_SERVER: of a keyed one, an `existing` clause found no instance, or the ref's key is
 * forgotten. */
gs_status gs_cast(gs_ctx *ctx, gs_ref to, const struct gs_clause *clause, const void *in);

/*
 * A request to a server; its answer comes to the response clause, exactly once if this says GS_OK,
 * also when nobody is there, it has no such call, or its queue is full. `timeout`: ns, -1: none;
 * what the caller of the call being handled will wait is a limit, too. `context` is kept for the
 * clause. Otherwise nothing is sent and the clause does not run: GS_INVALID, GS_FULL (too many
 * requests are not answered yet), GS_DOWN (the own server is ending), GS_NO_MEMORY.
 */
gs_status gs_request(gs_ctx *ctx, gs_ref to, const struct gs_clause *response, const void *in,
	gs_duration timeout, const void *context);

/* In a response: the struct error_NAME that the answer is; NULL: it is another one, or none. What
 * error_NAME_of is made of. */
const void *gs_error_of(gs_ctx *ctx, gs_status error);

/* Info clauses: at the end of the own queue, before all in it, after a delay (ns). */
gs_status gs_send(gs_ctx *ctx, const struct gs_clause *clause, const void *in);
gs_status gs_next(gs_ctx *ctx, const struct gs_clause *clause, const void *in);
gs_timer gs_after(gs_ctx *ctx, gs_duration delay, const struct gs_clause *clause, const void *in);

/*
 * A new child of a dynamic group; its init has run when this returns. `ref` may be NULL. GS_OK;
 * GS_DOWN: init stopped (gs_error_text says why), or the group is not running; GS_FULL: the group
 * has its `max`, or 16 handlers run one inside another; GS_INVALID: the group is of another class,
 * or the parameters break their bounds; GS_NO_SERVER: there is no such group; GS_NO_MEMORY.
 */
gs_status gs_start(gs_ctx *ctx, const char *group, const struct gs_class *server,
	const void *params, gs_ref *ref);

/* A ref to the one instance of `line`, a keyed server of that class, that the key is of, whether it
 * lives or not. Zero: it is no such server, or there is no memory. What SERVER_at is made of. */
gs_ref gs_at(gs_ctx *ctx, gs_ref line, const struct gs_class *server, const void *key);

/* Late answers. GS_OK, GS_GONE (nobody waits), GS_INVALID (breaks its bounds: the caller gets
 * `internal`), GS_NO_MEMORY. */
gs_status gs_answer(gs_ctx *ctx, gs_from who, const struct gs_clause *clause, const void *reply);
gs_status gs_answer_error(
	gs_ctx *ctx, gs_from who, const struct gs_clause *clause, gs_status error);

/* Remembers the error with its fields (copied) for the gs_answer_error that follows, and returns
 * its status: what error_NAME_with is made of. Without memory for them it is GS_INTERNAL. */
gs_status gs_error_with(gs_ctx *ctx, const gs_status *error);

/* Blocks until the answer or for `timeout` (ns; -1: no limit). `reply`: out->size bytes, or NULL.
 * What it points to is valid until the next call on the client, or turn of it. */
gs_status gs_client_call(gs_client *client, const char *instance, const struct gs_clause *clause,
	const void *in, gs_duration timeout, void *reply);

/*
 * Sends a call and returns; its answer is handed over later, by gs_client_turn or during a blocking
 * call: `land` calls `fn` as its type wants, with `arg`, the status and the reply (NULL unless
 * GS_OK). Exactly once if this says GS_OK and `fn` is not NULL, at the latest by gs_client_close;
 * otherwise never.
 */
typedef void gs_function(void);
typedef void gs_client_land(gs_function *fn, void *arg, gs_status status, const void *reply);
gs_status gs_client_begin(gs_client *client, const char *instance, const struct gs_clause *clause,
	const void *in, gs_duration timeout, gs_client_land *land, gs_function *fn, void *arg);

/* How a notification "PROTOCOL.CAST" is handed to the handlers, a struct of pointers to functions
 * that is copied. A second time for a protocol replaces them. GS_OK, GS_NO_MEMORY. */
struct gs_notice {
	const struct gs_clause *clause;
	void (*run)(const void *handlers, void *arg, const void *in);
};
gs_status gs_client_handle(gs_client *client, const char *protocol, const struct gs_notice *notices,
	uint32_t count, const void *handlers, size_t size, void *arg);

/* Sends a notification. GS_OK, GS_INVALID, GS_REFUSED, GS_LOST, GS_NO_MEMORY. */
gs_status gs_client_notify(
	gs_client *client, const char *instance, const struct gs_clause *clause, const void *in);

/* Frees owned text or bytes; zero ones are harmless. */
void gs_text_drop(gs_text *text);
void gs_blob_drop(gs_blob *blob);

/*
 * What state owns. A value of a message's layout is copied deeply; false or NULL: no memory,
 * nothing changed. gs_hold fills a field of zeroed state. gs_held_set replaces a struct, through
 * `fresh`, room for one.
 */
bool gs_hold(const struct gs_field *field, void *owner, const void *value);
bool gs_held_set(const struct gs_record *record, void *held, const void *value, void *fresh);

/* Makes a union in state that of another member, at the defaults of its struct, through `fresh` as
 * above. False: no memory, or no such member; nothing changed. */
bool gs_held_become(
	gs_ctx *ctx, const struct gs_record *record, void *held, uint32_t tag, void *fresh);

/*
 * Maps of state; `pair` is the record of an entry: the C struct, its key and its value. A key is
 * given by address; strings and bytes as gs_str, gs_bytes. What language.md, section 6, says of
 * OWNER_FIELD_get and its sisters holds here. put: NULL beyond `max` entries too.
 */
struct gs_links { /* every entry begins with them */
	uint32_t gs_next;
	uint32_t gs_prev;
};
void *gs_map_get(const gs_map *map, const struct gs_record *pair, const void *key);
void *gs_map_put(
	gs_map *map, const struct gs_record *pair, uint32_t max, const void *key, bool *fresh);
void *gs_map_touch(gs_map *map, const struct gs_record *pair, const void *key);
bool gs_map_del(gs_map *map, const struct gs_record *pair, const void *key);
void gs_map_clear(gs_map *map, const struct gs_record *pair);
bool gs_map_first(const gs_map *map, const struct gs_record *pair, void *key, void *value);
bool gs_map_next(
	const gs_map *map, const struct gs_record *pair, gs_iter *it, void *key, void *value);

/* Lists of state, given by address: push (a new element, at its defaults), at, remove, clear. */
void *gs_list_push(void *list, const struct gs_field *item, uint32_t max);
void *gs_list_at(const void *list, const struct gs_field *item, uint32_t i);
bool gs_list_remove(void *list, const struct gs_field *item, uint32_t i);
void gs_list_clear(void *list, const struct gs_field *item);

#endif
