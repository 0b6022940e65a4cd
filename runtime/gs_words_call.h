/* SPDX-License-Identifier: MIT */
/* The words of a call's body. Included before one, by generated sources only; undone by
 * gs_words_end.h. A system header: the compiler is to warn about the body and not about these. */
#pragma GCC system_header
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#ifdef __clang__
#pragma clang diagnostic ignored "-Wgnu-empty-initializer"
#endif

#define reply(...) return (*gs_reply = (__typeof__(*gs_reply)){ __VA_ARGS__ }, gs_replied(ctx))
#define reply_and_stop(...) gs_words_reply_and_stop(__VA_ARGS__, )
#define gs_words_reply_and_stop(reason, ...) \
	return (*gs_reply = (__typeof__(*gs_reply)){ __VA_ARGS__ }, gs_replied(ctx), \
		gs_end(ctx, reason))
#define fail(...) gs_words_fail(__VA_ARGS__, )
#define gs_words_fail(error, ...) \
	return gs_fail_with(ctx, \
		&(const struct error_##error){ .gs_error = error_##error, __VA_ARGS__ }.gs_error)
#define failf(error, ...) return gs_failf(ctx, error_##error, __VA_ARGS__)
#define noreply() return GS_NOREPLY
#define caller() gs_caller(ctx)
#define stop(reason) return gs_end(ctx, reason)
