/* SPDX-License-Identifier: MIT */
/* Takes the words of a body back. */
#undef reply
#undef reply_and_stop
#undef gs_words_reply_and_stop
#undef fail
#undef gs_words_fail
#undef failf
#undef noreply
#undef caller
#undef stop
#pragma GCC diagnostic pop
