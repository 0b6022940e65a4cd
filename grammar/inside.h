/* SPDX-License-Identifier: MIT */
/*
 * inside: what the files of the grammar share; nobody else includes it.
 *
 *   lexer.re    bytes to tokens            parser.y   tokens to tree
 *   literal.c   numbers and strings        build.c    the nodes of the tree
 *   number.c    ... that are wrong         report.c   the text of a syntax error
 *   stray.c     what is no token           hints.c    ... and what was meant instead
 *   layout.c    which `{` opens C ...      resync.c   where to go on after it
 *   ahead.c     what begins at a token     parse.c    the door
 *   skip.c      over C text                slips.c    ... told by two tokens
 *   refuse.c    what it lets nobody see    mend.c     ... and the edit that mends it
 *
 * A token passes from lex_token through gs_lex (layout.c) to bison. Nothing here calls malloc: all
 * memory is the arena's, bison's stacks are on the C stack, so running out of it can jump away.
 */
#ifndef GRAMMAR_INSIDE_H
#define GRAMMAR_INSIDE_H

#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/base/intern.h"
#include "gsc/tree/tree.h"

enum {
	PARSE_BLOCKS_MAX = 64,  /* braces in braces: a system's supervisors */
	PARSE_PARENS_MAX = 256, /* parentheses and brackets in each other */
	PARSE_STACK = 4000,     /* symbols that bison keeps */
	PARSE_ERRORS_MAX = 100, /* then the rest of the file is not read */
	PARSE_SHOWN_MAX = 100,  /* bytes of the source that a message repeats or looks ahead for */
};

/* An open brace of the language (not of C), and the word that it belongs to, as a token. */
struct parse_block {
	int kind;
	struct span open;
	bool has_wrong_separator;    /* and it was said ... */
	struct diag_item *separator; /* ... there, for the others to be mended with it */
	bool has_equals; /* a `=` stands before it, and it was said: a `;` after it is no more */
	struct diag_item *equals; /* ... mended with this */
	bool is_guessed; /* where it begins or ends is a guess, and was said: nothing more of it */
	bool has_fields; /* fields stand in it, where none may, and it was said */
};

/* Where in the layout of the file a token stands. */
struct parse_layout {
	unsigned depth; /* braces open */
	int kind;       /* whose braces these are; 0: none are open */
	int member;     /* what this declaration, member or line begins with, a token; 0: none */
	bool has_colon; /* has there been one in it? */
	unsigned parens;
	int list; /* what stood before the outermost parenthesis: a token */
};

struct parse_doc {
	uint32_t token; /* the offset of the token after the comment */
	struct span span;
};

struct parse {
	struct arena *arena;
	struct diag *diag;
	const struct source *source;
	const char *begin; /* of the text: past a byte order mark */
	const char *at;    /* the next byte to read */
	const char *end;

	struct intern names; /* all that the text says */

	struct span doc; /* a comment whose token is still to come */
	struct parse_doc *docs;
	size_t doc_count;
	size_t doc_cap;

	struct parse_block blocks[PARSE_BLOCKS_MAX];
	struct span body;           /* the last one read */
	struct span suspect;        /* a body whose `}` seems to belong to what is around it */
	struct parse_layout layout; /* after the newest token ... */
	struct parse_layout before; /* ... and before it */
	struct span current;        /* the newest token ... */
	struct span previous;       /* ... and the one before it */
	int token;
	int previous_token;
	struct parse_block closed;    /* by the newest `}` */
	struct span wrong;            /* the newest token that a fix deletes ... */
	struct diag_item *wrong_item; /* ... and what says so */
	uint32_t wrong_body;          /* where the newest body that may not be one begins */
	bool is_closing;              /* braces that were never closed are being closed */
	bool has_clauses;             /* clauses stand outside of braces, and it was said */
	bool is_vague;                /* what was refused last is nothing that is known */
	bool is_quiet;                /* what comes is not to be reported: its cause was */
	bool is_over;                 /* give up: too many errors, or too deep */
	unsigned errors;

	bool wants_tokens;
	size_t token_cap;

	struct tree_file *file;
	struct tree_decl *last_decl;
};

/* parse.c */
void parse_error(struct parse *p, enum diag_code code, struct span span, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
struct span parse_doc(const struct parse *p, uint32_t token);

/* lexer.re: the next token's number, its span in *span, its value in *value (a union gs_stype). */
int lex_token(struct parse *p, void *value, struct span *span);

/* Does only blank space stand between `at` and the start of its line? */
bool lex_is_first_of_line(const struct parse *p, const char *at);

/*
 * stray.c: reports what at `start` is no token, and moves p->at behind it. True: it stands for
 * nothing, like a blank or comment, and the next token may follow.
 */
bool stray_character(struct parse *p, const char *start);
/* Reports the string at `start`, which its line does not close. */
void stray_string(struct parse *p, const char *start);

/* ahead.c: a word, or a name of the user's; a word that begins a declaration; one of a server. */
bool ahead_is_name(int token);
bool ahead_is_declaration(int token);
bool ahead_is_member(int token);
/* May what was begun be over? And does the next declaration, clause or line begin with `token`? */
bool ahead_may_be_over(const struct parse *p);
bool ahead_is_heading(const struct parse *p, int token, struct span span);
bool ahead_is_clause(const struct parse *p, int token, struct span span);
bool ahead_is_line(const struct parse *p, int token, struct span span);
/* Do blanks, a name and a `:` follow? And blanks and a `:`? */
bool ahead_is_named(const char *at);
bool ahead_is_typed(const char *at);
bool ahead_is_inside(const struct parse *p, int token, struct span span);
bool ahead_is_record(int kind);
bool ahead_is_letter(char byte); /* of a name */
bool ahead_is_type(const char *name);
/* How far the line that `at` is in is indented. */
size_t ahead_indent(const struct parse *p, uint32_t at);
/* The `<` that is open at `at`; NULL: none is, or it is too far to be looked for. */
const char *ahead_open_angle(const struct parse *p, const char *at);
bool ahead_goes_on(struct parse *p);
bool ahead_goes_on_in_line(struct parse *p, struct span span);

/* skip.c */
struct skipped {
	const char *at;      /* past the end; NULL: the end of the text came first */
	const char *comment; /* ... in a comment that begins here, or NULL */
	const char *string;  /* the first that its line does not close, or NULL */
};
struct skipped skip_body(const char *at, const char *end);
struct skipped skip_rest(const char *at, const char *end); /* of a body: past its `}` */
struct skipped skip_code(const char *at, const char *end); /* to past `%}` */

/* literal.c: `span` is the literal; what is wrong with it is reported, and some value given. */
struct tree_expr *literal_integer(struct parse *p, struct span span);
struct tree_expr *literal_unit(struct parse *p, struct span span);
struct tree_expr *literal_float(struct parse *p, struct span span);
struct tree_expr *literal_string(struct parse *p, struct span span);
struct tree_expr *literal_octal(struct parse *p, struct span span);
struct tree_expr *literal_zeros(struct parse *p, struct span span); /* octal, out of place */

/* number.c: the same of one with something wrong in it. */
struct tree_expr *literal_wrong(struct parse *p, struct span span);

/* What the two share. */
struct literal_unit {
	const char *text;
	uint64_t scale; /* in nanoseconds or bytes */
};
extern const struct literal_unit literal_units[]; /* of time, then of size; a NULL ends them */
const struct literal_unit *literal_unit_of(const char *text, size_t len); /* NULL: it is none */
struct tree_expr *literal_make(struct parse *p, enum tree_expr_kind kind, struct span span);
/* In full up to what a line can bear. */
const char *literal_quoted(struct parse *p, struct span span);
/* Digits and underscores from `at` on, in `base`, into *value; false: more than 64 bits. */
bool literal_digits(const char *at, const char *end, unsigned base, uint64_t *value);

/* slips.c: a hint told by the two tokens around an error and what they are part of; NULL: none. */
const char *slip_text(int kind, int member, int previous, int token);

/* hints.c: what was most likely meant where p->current does not fit: "; ..." or "". */
const char *hint_text(struct parse *p);
#define HINT_NO_CLAUSE "a clause begins with 'call', 'cast' or 'info'"
/* The same of what cannot begin a declaration or member. */
const char *hint_start(struct parse *p, int token, struct span span);

/*
 * resync.c: moves p->at over what an error made meaningless, so that nothing of it is reported.
 * skip_braces: from a `{` at `span` to past its `}`; false: it has none, which is reported.
 * skip_unknown: over a declaration or member that began with no known word.
 * skip_wrong: to the end of the list, field or line that p->current is in, if that is known.
 */
bool skip_braces(struct parse *p, struct span *span);
void skip_unknown(struct parse *p);
void skip_wrong(struct parse *p);

/*
 * refuse.c, for the layout: each reports what is wrong, if it is.
 * refuse_start: what cannot begin a declaration or member, and steps over all that it stands for.
 * refuse_end: a `}` behind which clauses go on, so that it is none; false: it is one.
 * refuse_separator: the token that belongs where `token` stands, a `,` for a `;` or the reverse.
 */
void refuse_start(struct parse *p, int token, struct span span);
bool refuse_end(struct parse *p, struct span span);
int refuse_separator(struct parse *p, int token, struct span span);

/*
 * mend.c: the fix of the error just reported.
 * mend_missing: that `mark` (or a body, if that may be, too) is missing before p->current; none
 * where an insertion would only lead to another error.
 * mend_equals: p->current, a `=` before a block, is deleted, and a `;` behind the block with it.
 */
void mend_missing(struct parse *p, char mark, bool has_body);
void mend_equals(struct parse *p);
void mend_info(struct parse *p); /* `()` is missing there */
/*
 * Reports, with its fix, that `expected`, a '>' among it, is missing before p->current; false: no
 * '<' is open there, or it is closed further on.
 */
bool mend_angle(struct parse *p, const char *expected);

/* report.c: `expected` are the names of the tokens that may stand where p->current stands. */
void report_syntax(struct parse *p, const char *const *expected, size_t count);
void report_missing_end(struct parse *p);
/* A token as a message names it: in quotes, or what it is if it is long. */
const char *report_quoted(const struct parse *p, int token, struct span span);

#endif
