/* SPDX-License-Identifier: MIT */
/*
 * against: what a spec breaks for those who still have an older one.
 *
 * Compares two checked models and reports, each with both places: what older clients send or read
 * in vain (breaks-clients), what newer clients may not expect of older servers (breaks-servers),
 * and what makes C, arguments or settings written for the older one wrong (breaks-sources). Lists
 * that grow at their end by fields with defaults, new clauses and new declarations break nothing. A
 * default that changes is a warning. State is not compared: it does not outlive its program.
 */
#ifndef GSC_CHECK_AGAINST_H
#define GSC_CHECK_AGAINST_H

#include "gsc/base/diag.h"
#include "gsc/model/model.h"

void against_check(struct arena *arena, struct diag *diag, const struct model_file *old,
	const struct model_file *now);

#endif
