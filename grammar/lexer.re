/* SPDX-License-Identifier: MIT */
/*
 * lexer: bytes to tokens. The bytes are UTF-8 without NUL (parse.c saw to that), and one NUL stands
 * after them: the sentinel, so nothing is ever refilled.
 */
#include "grammar/build.h"
#include "grammar/parser.h"

#include <string.h>

static struct span from_to(const struct parse *p, const char *start, const char *end)
{
	const char *bytes = p->source->bytes;

	return (struct span){ p->source, (uint32_t)(start - bytes), (uint32_t)(end - bytes) };
}

bool lex_is_first_of_line(const struct parse *p, const char *at)
{
	while (at > p->begin && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	return at == p->begin || at[-1] == '\n';
}

/* A /// line: goes on the comment of the line before, or begins one. */
static void take_doc(struct parse *p, const char *start, const char *end)
{
	struct span line = from_to(p, start, end);

	if (!lex_is_first_of_line(p, start))
		return;
	if (end > start && end[-1] == '\r')
		line.end--;
	if (p->doc.source) {
		const char *gap = p->source->bytes + p->doc.end;

		while (gap < start && strchr(" \t\r", *gap))
			gap++;
		gap += *gap == '\n';
		while (gap < start && strchr(" \t", *gap))
			gap++;
		if (gap == start)
			line.start = p->doc.start;
	}
	p->doc = line;
}

/* The comment waiting belongs to the token at `start`. */
static void give_doc(struct parse *p, const char *start)
{
	arena_grow(p->arena, (void **)&p->docs, p->doc_count, &p->doc_cap, sizeof(*p->docs));
	p->docs[p->doc_count++] =
		(struct parse_doc){ (uint32_t)(start - p->source->bytes), p->doc };
	p->doc.source = NULL;
}

static void report_unclosed(struct parse *p, struct span open, const char *what)
{
	bool was_quiet = p->is_quiet;

	/* All the rest of the file is in it: what else is open is open because of it. */
	p->is_quiet = false;
	parse_error(p, DIAG_UNCLOSED, open, "this %s is never closed", what);
	p->is_quiet = was_quiet;
	p->is_closing = true;
}

/* From `start` with its mark of `len` bytes to past %}. */
static int read_code(struct parse *p, const char *start, unsigned len, int token,
	struct tree_code **code)
{
	struct skipped skipped = skip_code(start + len, p->end);

	if (skipped.string)
		stray_string(p, skipped.string);
	if (!skipped.at) {
		p->at = p->end;
		if (skipped.string)
			p->is_closing = true;
		else if (skipped.comment)
			report_unclosed(
				p, from_to(p, skipped.comment, skipped.comment + 2), "comment");
		else
			report_unclosed(p, from_to(p, start, start + len), "C text");
		return T_GS_error;
	}
	*code = arena_take(p->arena, sizeof(**code));
	(*code)->span = from_to(p, start, skipped.at);
	(*code)->inside = from_to(p, start + len, skipped.at - 2);
	p->at = skipped.at;
	return token;
}

/* lint: table. A rule a token; re2c makes one automaton of them all. */
int lex_token(struct parse *p, void *value, struct span *span)
{
	GS_STYPE *out = value;
	const char *cursor = p->at;
	const char *marker;
	const char *start;

/* A span, and the comment that was waiting for a token. */
#define TOKEN() \
	do { \
		p->at = cursor; \
		*span = from_to(p, start, cursor); \
		if (p->doc.source) \
			give_doc(p, start); \
	} while (0)
#define WORD(number, word) \
	do { \
		TOKEN(); \
		out->name = (struct tree_name){ word, *span }; \
		return number; \
	} while (0)
#define LITERAL(number, make) \
	do { \
		TOKEN(); \
		out->expr = make(p, *span); \
		return number; \
	} while (0)

again:
	start = cursor;
	/*!re2c
	re2c:yyfill:enable = 0;
	re2c:define:YYCTYPE = "unsigned char";
	re2c:define:YYCURSOR = cursor;
	re2c:define:YYMARKER = marker;
	re2c:sentinel = 0;

	digits = [0-9] ("_"? [0-9])*;
	whole = "0" | [1-9] ("_"? [0-9])*;
	exponent = [eE] [+-]? digits;
	tail = [A-Za-z0-9_];
	text = [^\n\x00];

	[ \t\r\n]+ { goto again; }
	"///" ([^/\n\x00] text*)? { take_doc(p, start, cursor); goto again; }
	"//" text* { goto again; }
	"/*" {
		const char *close = memmem(cursor, (size_t)(p->end - cursor), "*" "/", 2);

		if (close) {
			cursor = close + 2;
			goto again;
		}
		report_unclosed(p, from_to(p, start, cursor), "comment");
		p->at = p->end;
		*span = from_to(p, start, cursor);
		return T_GS_error;
	}
	"\x00" {
		p->at = p->end;
		*span = from_to(p, p->end, p->end);
		return T_YYEOF;
	}

	whole | "0x" [0-9a-fA-F] ("_"? [0-9a-fA-F])* { LITERAL(T_INTEGER, literal_integer); }
	"0" "_"? digits { TOKEN(); return T_OCTAL; }
	digits "." digits exponent? | digits exponent { LITERAL(T_FLOAT, literal_float); }
	digits ("ns" | "us" | "ms" | [smhd]) { LITERAL(T_DURATION, literal_unit); }
	digits [KMG] "iB" { LITERAL(T_SIZE, literal_unit); }
	[0-9] tail* | [0-9] [0-9_]* "." [0-9] tail* | [0-9] [0-9_]* ("." digits)? [eE] [+-] tail+
		| "." [0-9] tail* { LITERAL(T_INTEGER, literal_wrong); }
	[0-9] tail* "." / [^.0-9] { LITERAL(T_INTEGER, literal_wrong); }

	["] ([^"\\\n\x00] | "\\" text)* ["] { LITERAL(T_STRING, literal_string); }
	["] ([^"\\\n\x00] | "\\" text)* "\\"? {
		TOKEN();
		stray_string(p, start);
		return T_GS_error;
	}

	"%{" { TOKEN(); return read_code(p, start, 2, T_CODE, &out->code); }
	"%top{" { TOKEN(); return read_code(p, start, 5, T_TOP, &out->code); }
	"->" { TOKEN(); return T_ARROW; }
	".." { TOKEN(); return T_DOTS; }
	"<<" { TOKEN(); return T_SHL; }
	[-+*/%&|^~()[\]{}<>,:;=?.] { TOKEN(); return *start; }

	"import" { WORD(T_IMPORT, "import"); }
	"const" { WORD(T_CONST, "const"); }
	"type" { WORD(T_TYPE, "type"); }
	"enum" { WORD(T_ENUM, "enum"); }
	"struct" { WORD(T_STRUCT, "struct"); }
	"union" { WORD(T_UNION, "union"); }
	"error" { WORD(T_ERROR, "error"); }
	"protocol" { WORD(T_PROTOCOL, "protocol"); }
	"server" { WORD(T_SERVER, "server"); }
	"system" { WORD(T_SYSTEM, "system"); }
	"call" { WORD(T_CALL, "call"); }
	"cast" { WORD(T_CAST, "cast"); }
	"info" { WORD(T_INFO, "info"); }
	"response" { WORD(T_RESPONSE, "response"); }
	"init" { WORD(T_INIT, "init"); }
	"terminate" { WORD(T_TERMINATE, "terminate"); }
	"state" { WORD(T_STATE, "state"); }
	"mailbox" { WORD(T_MAILBOX, "mailbox"); }
	"overflow" { WORD(T_OVERFLOW, "overflow"); }
	"keyed" { WORD(T_KEYED, "keyed"); }
	"by" { WORD(T_BY, "by"); }
	"evict" { WORD(T_EVICT, "evict"); }
	"implements" { WORD(T_IMPLEMENTS, "implements"); }
	"notifies" { WORD(T_NOTIFIES, "notifies"); }
	"raises" { WORD(T_RAISES, "raises"); }
	"timeout" { WORD(T_TIMEOUT, "timeout"); }
	"within" { WORD(T_WITHIN, "within"); }
	"existing" { WORD(T_EXISTING, "existing"); }
	"every" { WORD(T_EVERY, "every"); }
	"idle" { WORD(T_IDLE, "idle"); }
	"to" { WORD(T_TO, "to"); }
	"down" { WORD(T_DOWN, "down"); }
	"gone" { WORD(T_GONE, "gone"); }
	"signal" { WORD(T_SIGNAL, "signal"); }
	"listen" { WORD(T_LISTEN, "listen"); }
	"mode" { WORD(T_MODE, "mode"); }
	"serves" { WORD(T_SERVES, "serves"); }
	"as" { WORD(T_AS, "as"); }
	"max" { WORD(T_MAX, "max"); }
	"strategy" { WORD(T_STRATEGY, "strategy"); }
	"intensity" { WORD(T_INTENSITY, "intensity"); }
	"in" { WORD(T_IN, "in"); }
	"backoff" { WORD(T_BACKOFF, "backoff"); }
	"supervisor" { WORD(T_SUPERVISOR, "supervisor"); }
	"remote" { WORD(T_REMOTE, "remote"); }
	"dynamic" { WORD(T_DYNAMIC, "dynamic"); }
	"restart" { WORD(T_RESTART, "restart"); }
	"shutdown" { WORD(T_SHUTDOWN, "shutdown"); }
	"secret" { WORD(T_SECRET, "secret"); }
	"string" { WORD(T_STRING_TYPE, "string"); }
	"bytes" { WORD(T_BYTES, "bytes"); }
	"list" { WORD(T_LIST, "list"); }
	"map" { WORD(T_MAP, "map"); }
	"ref" { WORD(T_REF, "ref"); }
	"extern" { WORD(T_EXTERN, "extern"); }
	"drop" { WORD(T_DROP, "drop"); }
	"true" { WORD(T_TRUE, "true"); }
	"false" { WORD(T_FALSE, "false"); }
	"none" { WORD(T_NONE, "none"); }
	[A-Za-z_] tail* {
		TOKEN();
		out->name.text = intern_name(&p->names, start, (size_t)(cursor - start));
		out->name.span = *span;
		return T_NAME;
	}
	* {
		TOKEN();
		if (!stray_character(p, start))
			return T_GS_error;
		cursor = p->at;
		goto again;
	}
	*/
}
