/* SPDX-License-Identifier: MIT */
/*
 * inside: what the files of the grammar share; nobody else includes it.
 *
 *   lexer.re    bytes to tokens            parser.y   tokens to tree
 *   literal.c   numbers and strings        build.c    the nodes of the tree
 *   layout.c    which `{` opens C ...      report.c   the text of a syntax error
 *   ahead.c     what begins at a token     parse.c    the door
 *   skip.c      over C text
 *
 * A token passes from lex_token through gs_lex (layout.c) to bison. Nothing here calls malloc: all
 * memory is the arena's, bison's stacks are on the C stack, so running out of it can jump away.
 */
#ifndef GRAMMAR_INSIDE_H
#define GRAMMAR_INSIDE_H

#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/tree/tree.h"

enum {
	PARSE_BLOCKS_MAX = 64,  /* braces in braces: a system's supervisors */
	PARSE_PARENS_MAX = 256, /* parentheses and brackets in each other */
	PARSE_STACK = 4000,     /* symbols that bison keeps */
	PARSE_ERRORS_MAX = 100, /* then the rest of the file is not read */
};

/* An open brace of the language (not of C), and the word that it belongs to, as a token. */
struct parse_block {
	int kind;
	struct span open;
};

/* Where in the layout of the file a token stands. */
struct parse_layout {
	unsigned depth; /* braces open */
	int kind;       /* whose braces these are; 0: none are open */
	int member;     /* what this declaration, member or line begins with, a token; 0: none */
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

	struct span doc; /* a comment whose token is still to come */
	struct parse_doc *docs;
	size_t doc_count;
	size_t doc_cap;

	struct parse_block blocks[PARSE_BLOCKS_MAX];
	struct span suspect;        /* a body whose `}` seems to belong to what is around it */
	struct parse_layout layout; /* after the newest token ... */
	struct parse_layout before; /* ... and before it */
	struct span current;        /* the newest token ... */
	struct span previous;       /* ... and the one before it */
	int token;
	int previous_token;
	bool is_closing; /* braces that were never closed are being closed */
	bool is_quiet;   /* what comes is not to be reported: its cause was */
	bool is_over;    /* give up: too many errors, or too deep */
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

/* ahead.c: a word, or a name of the user's; a word that begins a declaration; one of a server. */
bool ahead_is_name(int token);
bool ahead_is_declaration(int token);
bool ahead_is_member(int token);
/* May what was begun be over? And does the next declaration, clause or line begin with `token`? */
bool ahead_may_be_over(const struct parse *p);
bool ahead_is_heading(const struct parse *p, int token, struct span span);
bool ahead_is_clause(const struct parse *p, int token, struct span span);
bool ahead_is_line(const struct parse *p, int token, struct span span);

/* skip.c */
struct skipped {
	const char *at;      /* past the end; NULL: the end of the text came first */
	const char *comment; /* ... in a comment that begins here, or NULL */
};
struct skipped skip_body(const char *at, const char *end);
struct skipped skip_code(const char *at, const char *end); /* to past `%}` */

/* literal.c: `span` is the literal; what is wrong with it is reported, and some value given. */
struct tree_expr *literal_integer(struct parse *p, struct span span);
struct tree_expr *literal_unit(struct parse *p, struct span span);
struct tree_expr *literal_float(struct parse *p, struct span span);
struct tree_expr *literal_string(struct parse *p, struct span span);
struct tree_expr *literal_octal(struct parse *p, struct span span);
struct tree_expr *literal_zeros(struct parse *p, struct span span); /* octal, out of place */
struct tree_expr *literal_wrong(struct parse *p, struct span span);

/* report.c: `expected` are the names of the tokens that may stand where p->current stands. */
void report_syntax(struct parse *p, const char *const *expected, size_t count);
void report_missing_end(struct parse *p);
/* A token as a message names it: in quotes, or what it is if it is long. */
const char *report_quoted(const struct parse *p, int token, struct span span);

#endif
