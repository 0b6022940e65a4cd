/* SPDX-License-Identifier: MIT */
#include "runtime/base/status.h"

#include "runtime/base/str.h"

struct row {
	gs_status status;
	bool is_on_wire; /* may a peer answer with it? */
	const char *name;
};

static const struct row rows[] = {
	{ GS_OK, false, "ok" },
	{ GS_TIMEOUT, true, "timeout" },
	{ GS_DOWN, true, "stopped" },
	{ GS_GONE, false, "gone" },
	{ GS_FULL, true, "overloaded" },
	{ GS_INVALID, true, "bad_request" },
	{ GS_NO_CLAUSE, true, "no_clause" },
	{ GS_NO_SERVER, true, "no_server" },
	{ GS_DENIED, true, "denied" },
	{ GS_INTERNAL, true, "internal" },
	{ GS_NO_MEMORY, false, "no_memory" },
	{ GS_LOST, false, "lost" },
	{ GS_REFUSED, false, "refused" },
};

const char *gs_status_name(gs_status status)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].status == status)
			return rows[i].name;
	return "error";
}

gs_status gs__status_of(gs_str name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].is_on_wire && gs__str_is(name, rows[i].name))
			return rows[i].status;
	return GS_OK;
}

const struct gs_error *gs__error_in(const struct gs_clause *clause, gs_str name)
{
	const struct gs_error *const *error = clause ? clause->raises : NULL;

	while (error && *error && !gs__str_is(name, (*error)->name))
		error++;
	return error ? *error : NULL;
}

gs_status gs__status_in(const struct gs_clause *clause, gs_str name)
{
	gs_status status = gs__status_of(name);
	const struct gs_error *error = status == GS_OK ? gs__error_in(clause, name) : NULL;

	return error ? error->status : status;
}
