/* SPDX-License-Identifier: MIT */
#include "runtime/net/net.h"

/* Children of a dynamic group, "jobs#7", are served as their group is. */
static bool is_named(const struct gs_serve *serve, gs_str name)
{
	gs_str child = gs__str(serve->child);

	return name.len >= child.len && memcmp(name.data, child.data, child.len) == 0 &&
	       (name.len == child.len || name.data[child.len] == '#');
}

struct gs__offer gs__listener_offer(const struct gs__listener *listener, gs_str name)
{
	if (listener->serve_count == 0 || gs__str_is(name, "gs"))
		return (struct gs__offer){ .is_there = true };
	for (uint32_t i = 0; i < listener->serve_count; i++)
		if (is_named(&listener->serves[i], name))
			return (struct gs__offer){ true, listener->serves[i].as };
	return (struct gs__offer){ .is_there = false };
}

bool gs__offer_has(const struct gs__offer *offer, const struct gs_clause *clause)
{
	if (!offer->is_there || !offer->as)
		return offer->is_there;
	for (const struct gs_clause *const *at = offer->as->clauses; *at; at++)
		if (*at == clause)
			return true;
	return false;
}
