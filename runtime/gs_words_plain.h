/* SPDX-License-Identifier: MIT */
/* The words of the body of a call without a reply value: those of a call, but for reply. */
#include "gs_words_call.h"
#undef reply
#undef reply_and_stop
#define reply() return GS_REPLY
#define reply_and_stop(reason) return gs_reply_and_end(ctx, reason)
