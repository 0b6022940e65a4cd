/* SPDX-License-Identifier: MIT */
/*
 * against: what a spec breaks for those who still have an older one.
 *
 * Compares two checked models and reports, each with both places: what older clients send or read
 * in vain, also through other names, listeners or keys (breaks-clients), what newer clients may not
 * expect of older servers (breaks-servers), and what makes C, arguments or settings written for the
 * older one wrong (breaks-sources). Lists that grow at their end by fields with defaults, wider
 * requests, new clauses and new declarations break nothing. Warnings: a default, a timeout or a
 * number of connections that changes, and instances whose state is gone earlier. State does not
 * outlive its program; it is compared as C sees it, in handlers of other files and in tests.
 */
#ifndef GSC_CHECK_AGAINST_H
#define GSC_CHECK_AGAINST_H

#include "gsc/base/diag.h"
#include "gsc/model/model.h"

void against_check(struct arena *arena, struct diag *diag, const struct model_file *old,
	const struct model_file *now);

#endif
