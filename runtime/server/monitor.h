/* SPDX-License-Identifier: MIT */
/*
 * monitor: one server's wish to hear, once, when a life of another ends. What can be watched embeds
 * a struct gs__watched and says when it has ended. A monitor belongs to the watcher's life; its
 * block of the pool is the message that will bring the news.
 */
#ifndef GS_SERVER_MONITOR_H
#define GS_SERVER_MONITOR_H

#include <gs.h>

struct gs__instance;
struct gs__mail;
struct gs__monitor;

/* Zero at first. */
struct gs__watched {
	struct gs__monitor *first, *last; /* in the order in which they were set */
};

enum { GS__MONITORS_MAX = 65536 /* of a watcher at a time */ };

/* All who watch it hear of its end. */
void gs__watched_end(struct gs__watched *watched, const char *reason);

/* The same in two steps: first who is to hear of which end, in `told`, then the news itself. */
void gs__watched_note(struct gs__watched *watched, struct gs__watched *told, const char *reason);
void gs__watched_tell(struct gs__watched *told);

/* Runs `info down` and frees what the monitor has besides its block. */
void gs__monitor_run(struct gs__mail *mail);

/* At the end of the watcher's life: those it has set are gone. */
void gs__monitors_stop(struct gs__instance *watcher);

#endif
