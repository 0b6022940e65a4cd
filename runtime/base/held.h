/* SPDX-License-Identifier: MIT */
/*
 * What state owns, driven by the tables of gs_tables.h: deep copies of what messages carry, and
 * their end. The server room and the containers (map.h, list.c) call it.
 *
 * A value in state has the layout of the same value in a message: gs_text for gs_str, a list's
 * block for the array of a message. Values that are not yet set are all zero, and dropping such a
 * one is harmless; dropping sets no byte back. Elements know the home of the state they stand in:
 * through it a timer is cancelled with its element, and maps get the secret of their hash. A home
 * that wipes is that of states with secrets: whatever is freed there is overwritten before.
 */
#ifndef GS_BASE_HELD_H
#define GS_BASE_HELD_H

#include <gs_tables.h>

#include "runtime/base/map.h"

/* What stands before the first element of a list in state, at any alignment. */
struct gs__list_head {
	struct gs__home *home; /* NULL: no element needs one */
	uint32_t skipped;      /* free places before the first element ... */
	uint32_t room;         /* ... of so many in the block; 0: no block */
};

/* Two a node: one of them wipes. Containers that were never filled point into it. */
struct gs__home {
	uint64_t key[2]; /* for hashing, secret */
	bool wipes;
	void (*cancel)(struct gs__home *home, gs_timer timer);
	struct gs_map_table no_map;      /* without entries */
	struct gs__list_head no_list[1]; /* without room; its elements would follow */
};

void gs__home_init(struct gs__home *home, const uint64_t key[2], bool wipes,
	void (*cancel)(struct gs__home *home, gs_timer timer));

/* A deep copy of `from`, of a message's layout, into `to`, which is zero. False: no memory, and
 * `to` holds a part, to be dropped. */
bool gs__held_copy(const struct gs_field *field, void *to, const void *from);

/* Tells the containers in a value where they live: those that were never filled, and, at a home
 * that wipes, all of them, and its text that it is secret. Without a home (of copies from messages,
 * which hold neither timers nor maps) there is nothing to tell. */
void gs__held_settle(const struct gs_field *field, void *at, struct gs__home *home);
void gs__held_settle_record(const struct gs_record *record, void *at, struct gs__home *home);

/* Does dropping such a value do anything? */
bool gs__held_owns(const struct gs_field *field);

/* Frees what the value owns and cancels its timers. */
void gs__held_drop(const struct gs_field *field, void *at, struct gs__home *home);
void gs__held_drop_record(const struct gs_record *record, void *at, struct gs__home *home);

/* A new element in zeroed memory: its defaults, settled. False: no memory, nothing is held. */
bool gs__held_begin(const struct gs_field *field, void *at, struct gs__home *home);

/* What gs_held_become (gs_tables.h) does, in the state of a node of that home. */
bool gs__held_become(const struct gs_record *record, void *held, uint32_t tag, void *fresh,
	struct gs__home *home);

/* text.c: what is in an owned text, or comes there, is wiped when it is freed or replaced. */
void gs__text_hide(void *text);
bool gs__text_is_hidden(const void *text);

/* list.c: the parts of a list that the walks above need. */
bool gs__list_copy(const struct gs_field *item, void *to, const void *from);
void gs__list_settle(const struct gs_field *item, void *at, struct gs__home *home);
bool gs__list_is_hidden(const void *at);
void gs__list_drop(const struct gs_field *item, void *at);

#endif
