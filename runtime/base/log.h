/* SPDX-License-Identifier: MIT */
/*
 * One line of the log, made in the caller's buffer; gs__io_log writes it. A hostile text cannot
 * forge a second line or steer a terminal: control characters and what is not UTF-8 are escaped.
 */
#ifndef GS_BASE_LOG_H
#define GS_BASE_LOG_H

#include <gs.h>

enum { GS__LOG_LINE_MAX = 2048 };

/* "error", "warning", "info", "debug". */
const char *gs__log_level_name(enum gs_log_level level);

/* True, and *level, when the name is one of them. */
bool gs__log_level_parse(gs_str name, enum gs_log_level *level);

/*
 * "warning limiter: text\n" (without a server: "warning: text\n"). Returns its length with the
 * newline, at most `size` (at least 64); a longer text ends in "...". No NUL is added.
 */
size_t gs__log_line(char *to, size_t size, enum gs_log_level level, gs_str server, gs_str text);

/* Appends `text` escaped as in a line; for words that quote what a peer sent. Returns the bytes
 * written, at most `size`, never a part of an escape or a character. No NUL is added. */
size_t gs__log_escape(char *to, size_t size, gs_str text);

#endif
