/* SPDX-License-Identifier: MIT */
/* The handler of a clause without a body: a plain C function of the generated header. */
#include "election.gs.h"

gs_verdict election_on_members(
	struct election *self, gs_ctx *ctx, struct election_members_reply *reply)
{
	struct member *items = gs_alloc(ctx, 2 * sizeof(*items));
	uint32_t len = 0;

	if (!items)
		return gs_failf(ctx, error_overloaded, "no memory for the list");
	if (self->leader.view.len > 0)
		items[len++] = (struct member){
			.name = self->leader.view,
			.role = ROLE_LEADER,
			.left = GS_SOME(gs_left(ctx, self->end)),
		};
	if (self->standby.view.len > 0)
		items[len++] = (struct member){
			.name = self->standby.view,
			.role = ROLE_STANDBY,
		};
	reply->value = (struct gs_list_member){ .items = items, .len = len };
	return GS_REPLY;
}
