/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

enum { DEFAULT_INTENSITY = 3, DEFAULT_PERIOD_S = 5 };

static void set_strategy(
	struct check *c, const struct tree_name *name, struct model_supervisor *supervisor)
{
	static const char *const strategies[] = {
		[MODEL_ONE_FOR_ONE] = "one_for_one",
		[MODEL_ONE_FOR_ALL] = "one_for_all",
		[MODEL_REST_FOR_ONE] = "rest_for_one",
	};
	struct suggest suggest;

	if (!name->text)
		return;
	suggest_init(&suggest, name->text);
	for (unsigned i = 0; i <= MODEL_REST_FOR_ONE; i++) {
		suggest_offer(&suggest, strategies[i]);
		if (strcmp(strategies[i], name->text) == 0) {
			supervisor->strategy = (enum model_strategy)i;
			return;
		}
	}
	diag_error(c->diag, DIAG_UNKNOWN_WORD, name->span,
		"a strategy is one_for_one, one_for_all or rest_for_one, not '%s'%s", name->text,
		suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, suggest_best(&suggest));
}

static void set_intensity(
	struct check *c, const struct tree_supervisor *tree, struct model_supervisor *supervisor)
{
	model_int intensity = DEFAULT_INTENSITY;

	supervisor->period = DEFAULT_PERIOD_S * INT64_C(1000000000);
	if (tree->intensity)
		(void)constant_integer(
			c, tree->intensity, "'intensity'", 0, UINT32_MAX, &intensity);
	if (tree->period)
		(void)constant_duration(
			c, tree->period, "the period of 'intensity'", &supervisor->period);
	supervisor->intensity = (uint32_t)intensity;
}

static void set_backoff(
	struct check *c, const struct tree_range *range, struct model_supervisor *supervisor)
{
	int64_t low, high;

	if (!range)
		return;
	if (!constant_duration(c, range->low, "the shortest delay of 'backoff'", &low) ||
		!constant_duration(c, range->high, "the longest delay of 'backoff'", &high))
		return;
	if (low > high) {
		diag_error(c->diag, DIAG_BAD_RANGE, range->span,
			"the shortest delay of 'backoff' is longer than its longest");
		return;
	}
	supervisor->backoff = low;
	supervisor->backoff_max = high;
}

void supervisor_make(
	struct check *c, const struct tree_supervisor *tree, struct model_supervisor *supervisor)
{
	if (tree->repeated.source)
		diag_error(c->diag, DIAG_TWICE, tree->repeated,
			"a supervisor says this once: it was said before");
	set_strategy(c, &tree->strategy, supervisor);
	set_intensity(c, tree, supervisor);
	set_backoff(c, tree->backoff, supervisor);
}
