/* SPDX-License-Identifier: MIT */
/*
 * foreign: the words of other languages, and what is written here in their place. The grammar and
 * the checker end their messages with it; nothing is accepted because of it.
 */
#ifndef GSC_BASE_FOREIGN_H
#define GSC_BASE_FOREIGN_H

/* Where a word stands that means nothing here. */
enum foreign_place {
	FOREIGN_DECLARATION, /* at the start of a declaration */
	FOREIGN_MEMBER,      /* at the start of a member of a server or protocol */
	FOREIGN_PART,        /* after the head of a server or clause */
	FOREIGN_BEFORE_TYPE, /* before a type */
	FOREIGN_VALUE,       /* for a value */
	FOREIGN_PLACE_COUNT
};

/* What ends a message, after "; ": "a reply is written '-> T'". NULL: nothing is known of it. */
const char *foreign_word(enum foreign_place place, const char *word);

/* What that type is called here: "string<N>". NULL: nothing is known of it. */
const char *foreign_type(const char *name);

/* A sentence's end of the types that are none: "text is a string<N>". NULL: it is not one. */
const char *foreign_no_type(const char *name);

#endif
