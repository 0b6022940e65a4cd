/* SPDX-License-Identifier: MIT */
/*
 * Where does this MessagePack object end? Framing over input that comes in pieces.
 *
 * The state is two numbers, whatever the nesting, and no byte is looked at twice: a message that
 * comes byte by byte costs O(n) in all. Only the framing is checked, not what is inside.
 */
#ifndef GS_WIRE_SKIP_H
#define GS_WIRE_SKIP_H

#include <stddef.h>
#include <stdint.h>

/* All zero: at the beginning of an object. */
struct gs__skip {
	uint64_t at;     /* bytes of the object that are seen or announced */
	uint64_t left;   /* objects that must still follow */
	uint8_t started; /* is `left` set? */
};

enum gs__skipped {
	GS__SKIP_MORE,     /* it goes on behind what is there */
	GS__SKIP_DONE,     /* it is skip->at bytes long */
	GS__SKIP_BROKEN,   /* no MessagePack: there is no telling where it would end */
	GS__SKIP_TOO_LARGE /* it is, or announces that it will be, longer than the limit */
};

/* `bytes`: the object from its first byte on, of which `len` are there by now; what was there at
 * the last call must still be, though it may have moved. */
enum gs__skipped gs__skip(struct gs__skip *skip, const uint8_t *bytes, size_t len, uint64_t limit);

/*
 * One object without those inside it: the bytes of its own (not checked to be there), and how many
 * objects follow as its inside. GS__SKIP_MORE: its head is not there as a whole.
 */
enum gs__skipped gs__skip_head(const uint8_t *at, size_t len, uint64_t *size, uint64_t *inside);

/* Bytes that the object has at least, by what is known after GS__SKIP_MORE. */
static inline uint64_t gs__skip_least(const struct gs__skip *skip)
{
	return skip->at + skip->left;
}

#endif
