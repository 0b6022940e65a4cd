/* SPDX-License-Identifier: MIT */
/* The system of supervise.gs with something changed, for the tests of supervision. */
#ifndef TESTS_BEHAVIOURS_VARIANT_H
#define TESTS_BEHAVIOURS_VARIANT_H

#include "tests/support/stage.h"

#include <string.h>

#include "supervise.gs.h"

struct variant {
	struct gs_system system;
	struct gs_child children[4];
};

static inline void vary(struct variant *v, uint32_t intensity, gs_duration period)
{
	v->system = supervising_system;
	v->system.root.intensity = intensity;
	v->system.root.period = period;
	v->system.children = v->children;
	memcpy(v->children, supervising_system.children, sizeof(v->children));
}

#endif
