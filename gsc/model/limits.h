/* SPDX-License-Identifier: MIT */
/*
 * limits: what the C types of numbers hold. check narrows from there; emit leaves out what they
 * say by themselves.
 */
#ifndef GSC_MODEL_LIMITS_H
#define GSC_MODEL_LIMITS_H

#include "gsc/model/model.h"

/* Of an integer, a duration or a time; 0 and 0 of other kinds. */
void model_natural(enum model_kind kind, model_int *low, model_int *high);

#endif
