/* SPDX-License-Identifier: MIT */
#include "gsc/base/foreign.h"
#include "gsc/check/rules.h"

#include "gsc/model/print.h"

static const struct {
	const char *word;
	const char *c_type;
	const char *c_state_type; /* NULL: the same */
} builtins[MODEL_KIND_COUNT] = {
	[MODEL_BOOL] = { "bool", "bool", NULL },
	[MODEL_U8] = { "u8", "uint8_t", NULL },
	[MODEL_U16] = { "u16", "uint16_t", NULL },
	[MODEL_U32] = { "u32", "uint32_t", NULL },
	[MODEL_U64] = { "u64", "uint64_t", NULL },
	[MODEL_I8] = { "i8", "int8_t", NULL },
	[MODEL_I16] = { "i16", "int16_t", NULL },
	[MODEL_I32] = { "i32", "int32_t", NULL },
	[MODEL_I64] = { "i64", "int64_t", NULL },
	[MODEL_F32] = { "f32", "float", NULL },
	[MODEL_F64] = { "f64", "double", NULL },
	[MODEL_STRING] = { "string", "gs_str", "gs_text" },
	[MODEL_BYTES] = { "bytes", "gs_bytes", "gs_blob" },
	[MODEL_DURATION] = { "duration", "gs_duration", NULL },
	[MODEL_TIME] = { "time", "gs_time", NULL },
	[MODEL_FROM] = { "from", "gs_from", NULL },
	[MODEL_TIMER] = { "timer", "gs_timer", NULL },
	[MODEL_INSTANT] = { "instant", "gs_instant", NULL },
	[MODEL_REF] = { "ref", "gs_ref", NULL },
};

bool type_is_integer(const struct model_type *type)
{
	return type->kind >= MODEL_U8 && type->kind <= MODEL_I64;
}

void types_prepare(struct check *c)
{
	static const struct span nowhere;
	for (size_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
		struct model_type *type = &c->builtin[kind];

		type->kind = (enum model_kind)kind;
		type->word = builtins[kind].word;
		type->c_type = builtins[kind].c_type;
		type->c_state_type = builtins[kind].c_state_type;
		if (!type->c_state_type)
			type->c_state_type = type->c_type;
		type->len_max = UINT32_MAX;
		range_natural(type);
		if (type->word || kind == MODEL_NOTHING)
			size_of_type(type);
		if (type->word)
			scope_add(&c->builtins, type->word, nowhere, type);
	}
}

const char *type_text(struct check *c, const struct model_type *type)
{
	struct text text;

	text_init(&text, c->arena);
	model_print_type(&text, type);
	return arena_copy(c->arena, text.bytes, text.len);
}

const struct model_type *type_of_enum(struct check *c, const struct model_enum *enumeration)
{
	struct model_type *type = arena_take(c->arena, sizeof(*type));

	type->kind = MODEL_ENUM;
	type->word = enumeration->name;
	type->c_type = arena_printf(c->arena, "enum %s", enumeration->name);
	type->c_state_type = type->c_type;
	type->enumeration = enumeration;
	size_of_type(type);
	return type;
}

const struct model_type *type_of_record(struct check *c, const struct model_record *record)
{
	struct model_type *type = arena_take(c->arena, sizeof(*type));

	type->kind = MODEL_STRUCT;
	type->word = record->name;
	type->c_type = arena_printf(c->arena, "struct %s", record->c_name);
	type->c_state_type = record->owns ? arena_printf(c->arena, "%s_held", type->c_type)
					  : type->c_type;
	type->record = record;
	type->depth = record->depth;
	size_of_type(type);
	return type;
}

/* The enum that a type names, through any number of aliases; NULL: none. */
const struct model_enum *type_enum(struct check *c, const struct tree_type *type)
{
	for (size_t steps = 0; steps <= c->count; steps++) {
		struct decl *decl;

		if (!type || type->kind != TREE_TYPE_NAME)
			return NULL;
		decl = decl_find(c, &type->name);
		if (!decl)
			return NULL;
		if (decl->tree->kind == TREE_ENUM)
			return decl->enumeration;
		if (decl->tree->kind != TREE_ALIAS)
			return NULL;
		type = decl->tree->type;
	}
	return NULL;
}

static const struct model_type *unknown(struct check *c, const struct tree_name *name)
{
	const struct model_type *wrong = &c->builtin[MODEL_WRONG];
	const char *own = foreign_type(name->text);
	const char *none = foreign_no_type(name->text);
	struct suggest suggest;

	if (own) {
		diag_error(c->diag, DIAG_UNKNOWN_TYPE, name->span, "'%s' is written %s here",
			name->text, own);
		return wrong;
	}
	if (c->incomplete)
		return wrong;
	suggest_init(&suggest, name->text);
	for (size_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
		if (builtins[kind].word)
			suggest_offer(&suggest, builtins[kind].word);
	}
	for (enum tree_decl_kind kind = TREE_ALIAS; kind <= TREE_UNION; kind++)
		decl_offer(c, &suggest, kind, name);
	diag_error(c->diag, DIAG_UNKNOWN_TYPE, name->span, "unknown type '%s'%s%s", name->text,
		none ? "; " : "", none ? none : suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, none ? NULL : suggest_best(&suggest));
	decl_note_hidden(c, name);
	return wrong;
}

static const struct model_type *named(struct check *c, const struct tree_name *name)
{
	const struct scope_entry *builtin = scope_find(&c->builtins, name->text);
	struct decl *decl;

	if (builtin)
		return builtin->what;
	decl = decl_find(c, name);
	if (!decl)
		return unknown(c, name);
	if (decl->type)
		return decl->type;
	if (!decl->wrong)
		diag_error(c->diag, DIAG_UNKNOWN_TYPE, name->span, "'%s' is %s, not a type%s",
			name->text, decl_kind_text(decl->tree->kind),
			decl->tree->kind == TREE_SERVER || decl->tree->kind == TREE_PROTOCOL
				? arena_printf(c->arena, ": a reference to one is a 'ref<%s>'",
					  name->text)
				: "");
	return &c->builtin[MODEL_WRONG];
}

static const struct model_type *bounded(
	struct check *c, enum model_kind kind, const struct tree_range *range)
{
	struct model_type *type;

	if (!range)
		return &c->builtin[kind];
	type = arena_take(c->arena, sizeof(*type));
	*type = c->builtin[kind];
	if (!range_bounds(c, range, type))
		return &c->builtin[MODEL_WRONG];
	size_of_type(type);
	return type;
}

static void name_generic(struct check *c, struct model_type *type)
{
	type->c_type = arena_printf(c->arena, "struct gs_%s", type->word);
	type->c_state_type = model_owns(type) ? arena_printf(c->arena, "%s_held", type->c_type)
					      : type->c_type;
}

/* An extern has no name that others could be made of. */
static bool is_loose(struct check *c, const struct tree_type *tree, const struct model_type *type)
{
	if (type->kind != MODEL_EXTERN)
		return false;
	diag_error(c->diag, DIAG_STATE_ONLY, tree->span,
		"an extern stands in state or in a struct by itself: put it into a struct");
	return true;
}

static const struct model_type *list_of(
	struct check *c, const struct tree_type *tree, const struct model_type *item)
{
	struct model_type *type = arena_take(c->arena, sizeof(*type));

	type->kind = MODEL_LIST;
	type->item = item;
	type->len_max = UINT32_MAX;
	if (tree->range && !range_bounds(c, tree->range, type))
		return &c->builtin[MODEL_WRONG];
	if (item->kind == MODEL_WRONG)
		return &c->builtin[MODEL_WRONG];
	if (is_loose(c, tree->item, item))
		return &c->builtin[MODEL_WRONG];
	type->word = names_join(c->arena, "list", item->word);
	name_generic(c, type);
	type->depth = item->depth + 1;
	size_of_type(type);
	return type;
}

static bool is_key(const struct model_type *type)
{
	return type_is_integer(type) || type->kind == MODEL_BOOL || type->kind == MODEL_ENUM ||
	       type->kind == MODEL_STRING || type->kind == MODEL_BYTES ||
	       type->kind == MODEL_FROM || type->kind == MODEL_REF;
}

static const struct model_type *map_of(struct check *c, const struct tree_type *tree,
	const struct model_type *key, const struct model_type *item)
{
	struct model_type *type = arena_take(c->arena, sizeof(*type));

	type->kind = MODEL_MAP;
	type->key = key;
	type->item = item;
	type->len_max = UINT32_MAX;
	if (tree->range && !range_bounds(c, tree->range, type))
		return &c->builtin[MODEL_WRONG];
	if (key->kind == MODEL_WRONG || item->kind == MODEL_WRONG)
		return &c->builtin[MODEL_WRONG];
	if (!is_key(key)) {
		diag_error(c->diag, DIAG_BAD_KEY, tree->key->span,
			"a '%s' is no key: keys are integers, bool, enums, string, bytes, and "
			"'ref' and 'from' in state",
			type_text(c, key));
		return &c->builtin[MODEL_WRONG];
	}
	if (is_loose(c, tree->item, item))
		return &c->builtin[MODEL_WRONG];
	type->word = names_join(c->arena, "pairs", names_join(c->arena, key->word, item->word));
	name_generic(c, type);
	type->c_state_type = "gs_map";
	type->depth = item->depth + 1;
	size_of_type(type);
	return type;
}

static const struct model_type *optional_of(
	struct check *c, const struct tree_type *tree, const struct model_type *item)
{
	struct model_type *type = arena_take(c->arena, sizeof(*type));

	if (item->kind == MODEL_WRONG)
		return item;
	if (item->kind == MODEL_OPTIONAL) {
		diag_error(c->diag, DIAG_OPTIONAL_TWICE, tree->span,
			"'%s' is optional already: one '?' is enough", tree->name.text);
		return item;
	}
	type->kind = MODEL_OPTIONAL;
	type->item = item;
	if (is_loose(c, tree, item))
		return &c->builtin[MODEL_WRONG];
	type->word = names_join(c->arena, "opt", item->word);
	name_generic(c, type);
	type->depth = item->depth + 1;
	size_of_type(type);
	return type;
}

/* Something in it is a word, its brackets are closed, and it ends where it should. */
static bool is_c_type(const char *text, size_t len)
{
	bool is_word = false;
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		char byte = text[i];

		is_word |= (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
		depth += byte == '(' || byte == '[' || byte == '{';
		depth -= byte == ')' || byte == ']' || byte == '}';
		if (depth < 0 || (byte == ';' && depth == 0) || (byte & 0x80) || byte < ' ')
			return false;
	}
	return is_word && depth == 0;
}

static const struct model_type *extern_of(struct check *c, const struct tree_type *tree)
{
	struct model_type *type = arena_take(c->arena, sizeof(*type));

	if (!is_c_type(tree->c_type->string, tree->c_type->string_len)) {
		diag_error(c->diag, DIAG_UNKNOWN_TYPE, tree->c_type->span, "this is no type of C");
		return &c->builtin[MODEL_WRONG];
	}
	type->kind = MODEL_EXTERN;
	type->word = "extern";
	type->c_type = arena_copy(c->arena, tree->c_type->string, tree->c_type->string_len);
	type->c_state_type = type->c_type;
	type->drop = tree->drop.text;
	return type;
}

/* Levels are counted one by one, so that what is deeper still has the one reported inside. */
static void check_depth(
	struct check *c, const struct tree_type *tree, const struct model_type *type)
{
	if (type->depth == DEPTH_MAX + 1)
		diag_error(c->diag, DIAG_NESTING, tree->span,
			"this nests structs, lists, maps and optionals deeper than %d levels",
			DEPTH_MAX);
}

/* How deep a written type nests is bounded by the parser; how deep it gets through the structs it
 * names, by the caller. */
const struct model_type *type_resolve(
	struct check *c, const struct tree_type *tree, const struct tree_range *range)
{
	const struct model_type *type;

	switch (tree->kind) {
	case TREE_TYPE_NAME: type = named(c, &tree->name); break;
	case TREE_TYPE_STRING: type = bounded(c, MODEL_STRING, tree->range); break;
	case TREE_TYPE_BYTES: type = bounded(c, MODEL_BYTES, tree->range); break;
	case TREE_TYPE_LIST: type = list_of(c, tree, type_resolve(c, tree->item, NULL)); break;
	case TREE_TYPE_MAP:
		type = map_of(c, tree, type_resolve(c, tree->key, NULL),
			type_resolve(c, tree->item, NULL));
		break;
	case TREE_TYPE_REF: type = ref_resolve(c, tree); break;
	default: type = extern_of(c, tree); break;
	}
	check_depth(c, tree, type);
	if (tree->optional) {
		type = optional_of(c, tree, type);
		check_depth(c, tree, type);
	}
	return range ? range_narrow(c, type, range) : type;
}
