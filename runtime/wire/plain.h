/* SPDX-License-Identifier: MIT */
/*
 * plain: which C structs may be handed from server to server as they are. A struct that points
 * nowhere needs no encoding inside a process; one that points somewhere is encoded as for the wire.
 * server/ asks once a class and remembers. Nothing is allocated.
 */
#ifndef GS_WIRE_PLAIN_H
#define GS_WIRE_PLAIN_H

#include "runtime/wire/record.h"

enum gs__form {
	GS__CODED,  /* to be encoded and decoded */
	GS__PLAIN,  /* a copy will do ... */
	GS__BOUNDED /* ... if gs__record_fits says that it keeps its bounds */
};

enum gs__form gs__record_form(const struct gs_record *record); /* NULL: GS__PLAIN */

static inline uint32_t gs__record_size(const struct gs_record *record)
{
	return record ? record->size : 0;
}

#endif
