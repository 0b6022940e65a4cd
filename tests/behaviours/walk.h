/* SPDX-License-Identifier: MIT */
/* What the servers of walk.gs tell the walk, with tell(). */
#ifndef TESTS_BEHAVIOURS_WALK_H
#define TESTS_BEHAVIOURS_WALK_H

enum {
	WALK_NOTE = 1, /* a: who sent it, b: 4 * its number + the way it took */
	WALK_EARLY,    /* a timer ran before its time */
	WALK_WRONG,    /* an answer, an instance or news that was not its own; b: which */
	WALK_BEGUN,    /* a life begins; a: whose */
	WALK_ENDED,    /* and ends */
	WALK_DOWN,     /* news of an end */
	WALK_SIGNAL,
	WALK_WATCHED = 7 /* names that the watcher knows */
};

enum { WALK_WAYS = 4, WALK_LIVES = 101000 };

#endif
