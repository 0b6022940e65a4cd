/* SPDX-License-Identifier: MIT */
/*
 * parser: the whole syntax of .gs. Actions only put nodes together (build.c); what the text of an
 * error is decides report.c. Where a part of a list is wrong, the list goes on at the next `;`, `}`
 * or `)`; a missing `;` is passed over. Lists recur on the left, so only nesting fills the stack.
 *
 * The layout (layout.c) gives `{` only where a block of .gs begins; any other brace is, with all it
 * encloses, one BODY. At the start of a declaration or of a member of a server or protocol only a
 * word that can begin one arrives here.
 */
%code requires {
#include "grammar/build.h"
}

%code {
#include "grammar/parse.h"

/* The stacks never grow, so they are never on the heap; too deep a text is an error. */
#define YYINITDEPTH PARSE_STACK
#define YYMAXDEPTH PARSE_STACK

#define YYLLOC_DEFAULT(current, rhs, n) \
	do { \
		if (n) { \
			(current) = span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n)); \
		} else { \
			(current) = YYRHSLOC(rhs, 0); \
			(current).start = (current).end; \
		} \
	} while (0)

int gs_lex(GS_STYPE *value, struct span *span, struct parse *p);
static void gs_error(struct span *span, struct parse *p, const char *text);

static const struct tree_name nameless;
}

%define api.pure full
%define api.prefix {gs_}
%define api.token.prefix {T_}
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%define parse.lac.es-capacity-initial {PARSE_STACK}
%locations
%param {struct parse *p}
%expect 0
%initial-action { @$ = (struct span){ p->source, 0, 0 }; }

%union {
	struct tree_name name;
	struct names_list names;
	struct tree_expr *expr;
	struct exprs_list exprs;
	struct tree_range *range;
	struct tree_type *type;
	struct tree_field *field;
	struct fields_list fields;
	struct params_list params;
	struct reply_part reply;
	struct tree_enumerator *enumerator;
	struct enumerators_list enumerators;
	struct tree_code *code;
	struct tree_clause *clause;
	struct clauses_list clauses;
	struct tree_server *heads;
	struct server_draft *server;
	struct tree_listen *listen;
	struct tree_serve *serve;
	struct serves_list serves;
	struct tree_argument *argument;
	struct arguments_list arguments;
	struct tree_child *child;
	struct system_draft *system;
}

%token <name> NAME "a name"
/* The words of the language; report.c knows them by their names being words. */
%token <name> IMPORT "import" CONST "const" TYPE "type" ENUM "enum" STRUCT "struct"
%token <name> UNION "union" ERROR "error" PROTOCOL "protocol" SERVER "server" SYSTEM "system"
%token <name> CALL "call" CAST "cast" INFO "info" RESPONSE "response" INIT "init"
%token <name> TERMINATE "terminate" STATE "state" MAILBOX "mailbox" OVERFLOW "overflow"
%token <name> KEYED "keyed" BY "by" EVICT "evict" IMPLEMENTS "implements" NOTIFIES "notifies"
%token <name> RAISES "raises" TIMEOUT "timeout" WITHIN "within" EXISTING "existing"
%token <name> EVERY "every" IDLE "idle" TO "to" DOWN "down" GONE "gone" SIGNAL "signal"
%token <name> LISTEN "listen" MODE "mode" SERVES "serves" AS "as" MAX "max"
%token <name> STRATEGY "strategy" INTENSITY "intensity" IN "in" BACKOFF "backoff"
%token <name> SUPERVISOR "supervisor" REMOTE "remote" DYNAMIC "dynamic"
%token <name> RESTART "restart" SHUTDOWN "shutdown" SECRET "secret"
%token <name> STRING_TYPE "string" BYTES "bytes" LIST "list" MAP "map" REF "ref"
%token <name> EXTERN "extern" DROP "drop" TRUE "true" FALSE "false" NONE "none"
%token <expr> INTEGER "an integer" OCTAL "an octal number" FLOAT "a float"
%token <expr> DURATION "a duration" SIZE "a size" STRING "a text in quotes"
%token <code> BODY "a body" CODE "%{" TOP "%top{"
%token ARROW "'->'" DOTS "'..'" SHL "'<<'"

%type <name> name value_name word type_name server_name overflow drop as
%type <names> names
%type <expr> text some_text number operand expr bound value mode size item
%type <exprs> items
%type <range> range bounds more_bounds one_bound within
%type <type> type plain_type typed
%type <field> field field_line member_line key
%type <fields> fields record list member_lines members_record
%type <params> params some_params
%type <reply> reply
%type <enumerator> enumerator
%type <enumerators> enumerators enumerator_list
%type <code> body
%type <clause> clause request attributes parts
%type <clauses> requests protocol
%type <heads> heads whole_head key_options
%type <server> members server
%type <listen> listen_attributes listen_parts
%type <serve> serve
%type <serves> serves
%type <argument> argument
%type <arguments> arguments some_arguments argument_list
%type <child> child child_attributes
%type <system> lines system

%left '|'
%left '^'
%left '&'
%left SHL '>'
%left '+' '-'
%left '*' '/' '%'

%%

file: declarations;
declarations: %empty | declarations declaration;

declaration
: IMPORT some_text end { build_decl(p, TREE_IMPORT, @$, nameless)->value = $2; }
| CONST name typed '=' expr end {
	struct tree_decl *decl = build_decl(p, TREE_CONST, @$, $2);

	decl->type = $3;
	decl->value = $5;
}
| TYPE type_name '=' type within end {
	struct tree_decl *decl = build_decl(p, TREE_ALIAS, @$, $2);

	decl->type = $4;
	decl->range = $5;
}
| ENUM type_name enumerators { build_decl(p, TREE_ENUM, @$, $2)->enumerators = $3.first; }
| STRUCT type_name record { build_decl(p, TREE_STRUCT, @$, $2)->fields = $3.first; }
| UNION type_name members_record { build_decl(p, TREE_UNION, @$, $2)->fields = $3.first; }
| ERROR name params text end {
	struct tree_decl *decl = build_decl(p, TREE_ERROR, @$, $2);

	decl->fields = $3.first;
	decl->value = $4;
}
| PROTOCOL name protocol { build_decl(p, TREE_PROTOCOL, @$, $2)->clauses = $3.first; }
| SERVER name params whole_head server { build_server(p, @$, $2, $3.first, $4, $5); }
| SYSTEM name system { build_decl(p, TREE_SYSTEM, @$, $2)->system = &$3->supervisor; }
| CODE { build_decl(p, TREE_CODE, @$, nameless)->code = $1; }
| TOP { build_decl(p, TREE_TOP, @$, nameless)->code = $1; }
| ENUM error enumerators | ENUM error ';'
| STRUCT error record | STRUCT error ';'
| UNION error members_record | UNION error ';'
| PROTOCOL error protocol | PROTOCOL error ';'
| SERVER error server | SERVER error ';'
| SYSTEM error system | SYSTEM error ';'
| error ';' { yyerrok; } | error BODY { yyerrok; };

/* The layout gives a `;` of no length where one must be missing. */
end: ';' {
	if (@1.start == @1.end)
		report_missing_end(p);
};

text: %empty { $$ = NULL; } | STRING;
some_text: STRING;

/* Names. No word is reserved, but a type cannot be called by one. */

type_name: NAME;
value_name: NAME | word | REMOTE | DYNAMIC;
server_name: NAME | word;
name: value_name | TRUE | FALSE | NONE;
names
: name { $$ = (struct names_list){ 0 }; APPEND($$, build_names(p, $1)); }
| names ',' name { $$ = $1; APPEND($$, build_names(p, $3)); };

word
: IMPORT | CONST | TYPE | ENUM | STRUCT | UNION | ERROR | PROTOCOL | SERVER | SYSTEM | CALL | CAST
| INFO | RESPONSE | INIT | TERMINATE | STATE | MAILBOX | OVERFLOW | KEYED | BY | EVICT
| IMPLEMENTS | NOTIFIES | RAISES | TIMEOUT | WITHIN | EXISTING | EVERY | IDLE | TO | DOWN | GONE
| SIGNAL | LISTEN | MODE | SERVES | AS | MAX | STRATEGY | INTENSITY | IN | BACKOFF | SUPERVISOR
| RESTART | SHUTDOWN | SECRET | STRING_TYPE | BYTES | LIST | MAP | REF | EXTERN | DROP;

/* Constant expressions. Between < and > a shift needs parentheses, as `>` ends the bounds. */

number
: INTEGER | FLOAT | DURATION | SIZE
| OCTAL { $$ = literal_zeros(p, @1); };

operand
: number | STRING
| TRUE { $$ = build_word(p, TREE_TRUE, @1); }
| FALSE { $$ = build_word(p, TREE_FALSE, @1); }
| NONE { $$ = build_word(p, TREE_NONE, @1); }
| value_name { $$ = build_name(p, $1); }
| '-' operand { $$ = build_unary(p, @$, '-', $2); }
| '~' operand { $$ = build_unary(p, @$, '~', $2); }
| '(' expr ')' { $$ = $2; };

expr
: operand
| expr '|' expr { $$ = build_binary(p, '|', @2, $1, $3); }
| expr '^' expr { $$ = build_binary(p, '^', @2, $1, $3); }
| expr '&' expr { $$ = build_binary(p, '&', @2, $1, $3); }
| expr SHL expr { $$ = build_binary(p, TREE_SHL, @2, $1, $3); }
| expr '>' '>' expr %prec SHL { $$ = build_right_shift(p, @2, @3, $1, $4); }
| expr '+' expr { $$ = build_binary(p, '+', @2, $1, $3); }
| expr '-' expr { $$ = build_binary(p, '-', @2, $1, $3); }
| expr '*' expr { $$ = build_binary(p, '*', @2, $1, $3); }
| expr '/' expr { $$ = build_binary(p, '/', @2, $1, $3); }
| expr '%' expr { $$ = build_binary(p, '%', @2, $1, $3); };

bound
: operand
| bound '|' bound { $$ = build_binary(p, '|', @2, $1, $3); }
| bound '^' bound { $$ = build_binary(p, '^', @2, $1, $3); }
| bound '&' bound { $$ = build_binary(p, '&', @2, $1, $3); }
| bound '+' bound { $$ = build_binary(p, '+', @2, $1, $3); }
| bound '-' bound { $$ = build_binary(p, '-', @2, $1, $3); }
| bound '*' bound { $$ = build_binary(p, '*', @2, $1, $3); }
| bound '/' bound { $$ = build_binary(p, '/', @2, $1, $3); }
| bound '%' bound { $$ = build_binary(p, '%', @2, $1, $3); };

one_bound
: bound { $$ = build_range(p, @$, NULL, $1); }
| bound DOTS bound { $$ = build_range(p, @$, $1, $3); };
bounds: %empty { $$ = NULL; } | '<' one_bound '>' { $$ = $2; };
more_bounds: %empty { $$ = NULL; } | ',' one_bound { $$ = $2; };

range: expr DOTS expr { $$ = build_range(p, @$, $1, $3); };
within: %empty { $$ = NULL; } | IN range { $$ = $2; };
value: %empty { $$ = NULL; } | '=' expr { $$ = $2; };

/* Types and fields. */

type: plain_type | plain_type '?' { $$ = $1; $$->optional = true; $$->span = @$; };
typed: %empty { $$ = NULL; } | ':' type { $$ = $2; };

plain_type
: NAME { $$ = build_type(p, TREE_TYPE_NAME, @$, NULL, NULL, NULL); $$->name = $1; }
| STRING_TYPE bounds { $$ = build_type(p, TREE_TYPE_STRING, @$, NULL, NULL, $2); }
| BYTES bounds { $$ = build_type(p, TREE_TYPE_BYTES, @$, NULL, NULL, $2); }
| LIST '<' type more_bounds '>' { $$ = build_type(p, TREE_TYPE_LIST, @$, NULL, $3, $4); }
| MAP '<' type ',' type more_bounds '>' { $$ = build_type(p, TREE_TYPE_MAP, @$, $3, $5, $6); }
| REF { $$ = build_type(p, TREE_TYPE_REF, @$, NULL, NULL, NULL); }
| REF '<' name '>' { $$ = build_type(p, TREE_TYPE_REF, @$, NULL, NULL, NULL); $$->name = $3; }
| EXTERN STRING drop {
	$$ = build_type(p, TREE_TYPE_EXTERN, @$, NULL, NULL, NULL);
	$$->c_type = $2;
	$$->drop = $3;
};
drop: %empty { $$ = nameless; } | DROP name { $$ = $2; };

field
: name ':' type within value { $$ = build_field(p, @$, $1, $3, $4, $5); }
| SECRET name ':' type within value {
	$$ = build_field(p, @$, $2, $4, $5, $6);
	$$->secret = true;
};

field_line: field end | error ';' { yyerrok; $$ = NULL; };
fields: %empty { $$ = (struct fields_list){ 0 }; } | fields field_line { $$ = $1; APPEND($$, $2); };
record
: '{' fields '}' { $$ = $2; }
| '{' fields error '}' { yyerrok; $$ = $2; };

member_line
: field end
| name end { $$ = build_field(p, @$, $1, NULL, NULL, NULL); }
| error ';' { yyerrok; $$ = NULL; };
member_lines
: %empty { $$ = (struct fields_list){ 0 }; }
| member_lines member_line { $$ = $1; APPEND($$, $2); };
members_record
: '{' member_lines '}' { $$ = $2; }
| '{' member_lines error '}' { yyerrok; $$ = $2; };

list
: field { $$ = (struct fields_list){ 0 }; APPEND($$, $1); }
| list ',' field { $$ = $1; APPEND($$, $3); };
params: %empty { $$ = (struct params_list){ 0 }; } | some_params;
some_params
: '(' ')' { $$ = (struct params_list){ NULL, true }; }
| '(' list comma ')' { $$ = (struct params_list){ $2.first, true }; }
| '(' error ')' { yyerrok; $$ = (struct params_list){ NULL, true }; }
| '(' error { $$ = (struct params_list){ NULL, true }; };
comma: %empty | ',';

enumerator: name value { $$ = build_enumerator(p, @$, $1, $2); };
enumerator_list
: enumerator { $$ = (struct enumerators_list){ 0 }; APPEND($$, $1); }
| enumerator_list ',' enumerator { $$ = $1; APPEND($$, $3); };
enumerators
: '{' '}' { $$ = (struct enumerators_list){ 0 }; }
| '{' enumerator_list comma '}' { $$ = $2; }
| '{' error '}' { yyerrok; $$ = (struct enumerators_list){ 0 }; };

/* Clauses. What a call, a cast or an info clause cannot have of these parts, build.c refuses. */

request
: CALL name params reply parts body {
	$$ = build_request(p, TREE_CALL, span_join(@1, @5), $2, $3, $4, $5, $6);
}
| CAST name params reply parts body {
	$$ = build_request(p, TREE_CAST, span_join(@1, @5), $2, $3, $4, $5, $6);
};

clause
: request
| INFO name some_params reply parts body {
	$$ = build_request(p, TREE_INFO, span_join(@1, @5), $2, $3, $4, $5, $6);
}
| INFO DOWN body { $$ = build_clause(p, TREE_DOWN, span_join(@1, @2), $3); }
| INFO GONE body { $$ = build_clause(p, TREE_GONE, span_join(@1, @2), $3); }
| INFO SIGNAL body { $$ = build_clause(p, TREE_SIGNAL, span_join(@1, @2), $3); }
| RESPONSE name TO name '.' name params body {
	$$ = build_clause(p, TREE_RESPONSE, span_join(@1, @7), $8);
	$$->name = $2;
	$$->of = $4;
	$$->of_call = $6;
	$$->has_params = $7.is_written;
	$$->params = $7.first;
}
| INIT body { $$ = build_clause(p, TREE_INIT, @1, $2); }
| TERMINATE body { $$ = build_clause(p, TREE_TERMINATE, @1, $2); };

body: end { $$ = NULL; } | BODY;

reply
: %empty { $$ = (struct reply_part){ 0 }; }
| ARROW type { $$ = (struct reply_part){ true, @$, $2, NULL }; }
| ARROW some_params { $$ = (struct reply_part){ true, @$, NULL, $2.first }; };

attributes
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| attributes RAISES names { build_names_once(p, &$1->raises, @2, $3.first); }
| attributes TIMEOUT expr { build_once(p, &$1->timeout, @2, $3); }
| attributes WITHIN expr { build_once(p, &$1->within, @2, $3); }
| attributes EVERY expr { build_once(p, &$1->every, @2, $3); }
| attributes IDLE expr { build_once(p, &$1->idle, @2, $3); }
| attributes EXISTING { build_place_once(p, &$1->existing, @2); };
parts: attributes | attributes RAISES names ',' { build_names_once(p, &$1->raises, @2, $3.first); };

requests
: %empty { $$ = (struct clauses_list){ 0 }; }
| requests request { $$ = $1; APPEND($$, build_without_body(p, $2)); }
| requests error ';' { yyerrok; } | requests error BODY { yyerrok; };
protocol
: '{' requests '}' { $$ = $2; }
| '{' requests error '}' { yyerrok; $$ = $2; };

/* Servers. */

heads
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| heads KEYED BY key key_options { build_keyed(p, $1, span_join(@2, @5), $4, $5); }
| heads IMPLEMENTS names { build_names_once(p, &$1->implements, @2, $3.first); }
| heads NOTIFIES names { build_names_once(p, &$1->notifies, @2, $3.first); };
whole_head
: heads
| heads IMPLEMENTS names ',' { build_names_once(p, &$1->implements, @2, $3.first); }
| heads NOTIFIES names ',' { build_names_once(p, &$1->notifies, @2, $3.first); };

key
: name ':' type within { $$ = build_field(p, @$, $1, $3, $4, NULL); }
| SECRET name ':' type within {
	$$ = build_field(p, @$, $2, $4, $5, NULL);
	$$->secret = true;
};
key_options
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| key_options IDLE expr { build_once(p, &$1->key_idle, @2, $3); }
| key_options MAX expr { build_once(p, &$1->key_max, @2, $3); }
| key_options MAX expr EVICT {
	build_once(p, &$1->key_max, @2, $3);
	$1->key_evict = @4;
};

members
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| members STATE record { build_state(p, $1, @2, $3.first); }
| members STATE error record | members STATE error ';' { yyerrok; }
| members clause { APPEND($1->clauses, $2); }
| members MAILBOX expr size overflow end {
	build_mailbox(p, $1, span_join(@2, @5), $3, $4, $5);
}
| members error ';' { yyerrok; } | members error BODY { yyerrok; };
server
: '{' members '}' { $$ = $2; }
| '{' members error '}' { yyerrok; $$ = $2; };

size: %empty { $$ = NULL; } | INTEGER | SIZE | NAME { $$ = build_name(p, $1); }
| '(' expr ')' { $$ = $2; };
overflow: %empty { $$ = nameless; } | OVERFLOW name { $$ = $2; };

/* Systems. */

lines
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| lines LISTEN some_text listen_parts end {
	build_listen(p, $1, span_join(@2, @4), $3, $4);
}
| lines STRATEGY name end { build_strategy($1, span_join(@2, @3), $3); }
| lines INTENSITY expr IN expr end { build_intensity($1, span_join(@2, @5), $3, $5); }
| lines BACKOFF range end { build_backoff($1, span_join(@2, @3), $3); }
| lines SUPERVISOR name system { build_supervisor(p, $1, span_join(@2, @4), $3, $4); }
| lines name ':' child { build_add_child(p, $1, span_join(@2, @4), $2, $4); }
| lines SUPERVISOR error system
| lines error ';' { yyerrok; } | lines error BODY { yyerrok; };
system
: '{' lines '}' { $$ = $2; }
| '{' lines error '}' { yyerrok; $$ = $2; };

listen_attributes
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| listen_attributes MODE mode { build_once(p, &$1->mode, @2, $3); }
| listen_attributes MAX expr { build_once(p, &$1->max, @2, $3); }
| listen_attributes WITHIN expr { build_once(p, &$1->within, @2, $3); }
| listen_attributes SERVES serves { build_serves(p, $1, @2, $3.first); };
listen_parts
: listen_attributes | listen_attributes SERVES serves ',' { build_serves(p, $1, @2, $3.first); };
mode: OCTAL { $$ = literal_octal(p, @1); } | INTEGER { $$ = build_mode(p, $1); };
serves
: serve { $$ = (struct serves_list){ 0 }; APPEND($$, $1); }
| serves ',' serve { $$ = $1; APPEND($$, $3); };
serve: name as { $$ = build_serve(p, $1, $2); };
as: %empty { $$ = nameless; } | AS name { $$ = $2; };

/* `remote` and `dynamic` may name a server too, where a `(` or the end of the line follows. */
child
: server_name arguments child_attributes end {
	$$ = build_child(TREE_CHILD_SERVER, $1, $2, $3);
}
| REMOTE name STRING STRING end { $$ = build_remote(p, $2, $3, $4); }
| DYNAMIC name arguments child_attributes end {
	$$ = build_child(TREE_CHILD_DYNAMIC, $2, $3, $4);
}
| REMOTE some_arguments child_attributes end { $$ = build_child(TREE_CHILD_SERVER, $1, $2, $3); }
| DYNAMIC some_arguments child_attributes end { $$ = build_child(TREE_CHILD_SERVER, $1, $2, $3); }
| REMOTE end { $$ = build_remote(p, $1, NULL, NULL); }
| DYNAMIC end { $$ = build_remote(p, $1, NULL, NULL); };

child_attributes
: %empty { $$ = arena_take(p->arena, sizeof(*$$)); }
| child_attributes RESTART name { build_name_once(p, &$1->restart, @2, $3); }
| child_attributes SHUTDOWN expr { build_once(p, &$1->shutdown, @2, $3); }
| child_attributes MAX expr { build_once(p, &$1->max, @2, $3); };

arguments: %empty { $$ = (struct arguments_list){ 0 }; } | some_arguments;
some_arguments
: '(' ')' { $$ = (struct arguments_list){ .is_written = true }; }
| '(' argument_list comma ')' { $$ = $2; }
| '(' error ')' { yyerrok; $$ = (struct arguments_list){ .is_written = true }; }
| '(' error { $$ = (struct arguments_list){ .is_written = true }; };
argument_list
: argument { $$ = (struct arguments_list){ .is_written = true }; APPEND($$, $1); }
| argument_list ',' argument { $$ = $1; APPEND($$, $3); };
argument: name '=' item { $$ = build_argument(p, $1, $3); };
item
: expr
| '[' ']' { $$ = build_list(p, @$, NULL); }
| '[' items comma ']' { $$ = build_list(p, @$, $2.first); };
items
: expr { $$ = (struct exprs_list){ 0 }; APPEND($$, $1); }
| items ',' expr { $$ = $1; APPEND($$, $3); };

%%

/* Only too deep a nesting comes this way. */
static void gs_error(struct span *span, struct parse *p, const char *text)
{
	(void)text;
	parse_error(p, DIAG_NESTING, *span, "this is nested too deeply");
}

static int yyreport_syntax_error(const yypcontext_t *context, struct parse *p)
{
	yysymbol_kind_t kinds[YYNTOKENS];
	const char *names[YYNTOKENS];
	int count = yypcontext_expected_tokens(context, kinds, YYNTOKENS);

	if (count < 0)
		return count;
	for (int i = 0; i < count; i++)
		names[i] = yysymbol_name(kinds[i]);
	report_syntax(p, names, (size_t)count);
	return 0;
}
