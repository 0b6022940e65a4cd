/* SPDX-License-Identifier: MIT */
#include "gsc/model/limits.h"

void model_natural(enum model_kind kind, model_int *low, model_int *high)
{
	static const struct {
		int64_t low;
		uint64_t high;
	} limits[MODEL_KIND_COUNT] = {
		[MODEL_U8] = { 0, UINT8_MAX },
		[MODEL_U16] = { 0, UINT16_MAX },
		[MODEL_U32] = { 0, UINT32_MAX },
		[MODEL_U64] = { 0, UINT64_MAX },
		[MODEL_I8] = { INT8_MIN, INT8_MAX },
		[MODEL_I16] = { INT16_MIN, INT16_MAX },
		[MODEL_I32] = { INT32_MIN, INT32_MAX },
		[MODEL_I64] = { INT64_MIN, INT64_MAX },
		[MODEL_DURATION] = { INT64_MIN, INT64_MAX },
		[MODEL_TIME] = { INT64_MIN, INT64_MAX },
	};

	*low = limits[kind].low;
	*high = limits[kind].high;
}
