/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/command/command.h"
#include "gsc/command/units.h"
#include "gsc/command/words.h"

#include <stdio.h>
#include <string.h>

/* A part of the usage, on a line of its own where the one before is full. */
static void put_part(unsigned *column, const char *part)
{
	enum { COLUMNS = 79, INDENT = 10 };

	if (*column + 1 + strlen(part) > COLUMNS) {
		printf("\n%*s", INDENT, "");
		*column = INDENT;
	}
	*column += (unsigned)printf(" %s", part);
}

static void show_usage(
	const struct command_call *call, const struct command_option *options, size_t count)
{
	const struct command *self = call->self;
	unsigned column = (unsigned)printf("usage: gsc %s", self->name);

	for (size_t i = 0; i < count; i++)
		if (options[i].help)
			put_part(&column, arena_printf(call->arena, "[%s%s%s]", options[i].name,
						  options[i].value ? " " : "",
						  options[i].value ? options[i].value : ""));
	if (*self->usage)
		put_part(&column, self->usage);
	printf("\n\n%s.\n%s%s\n", self->summary, self->details ? "\n" : "",
		self->details ? self->details : "");
}

static void show_help(
	const struct command_call *call, const struct command_option *options, size_t count)
{
	int width = (int)strlen("--help");

	show_usage(call, options, count);
	for (size_t i = 0; i < count; i++) {
		int len = (int)strlen(options[i].name);

		len += options[i].value ? (int)strlen(options[i].value) + 1 : 0;
		width = options[i].help && len > width ? len : width;
	}
	for (size_t i = 0; i < count; i++) {
		const char *value = options[i].value ? options[i].value : "";
		int len = (int)strlen(options[i].name) + (*value ? 1 : 0);

		if (options[i].help)
			printf("  %s%s%-*s  %s\n", options[i].name, *value ? " " : "", width - len,
				value, options[i].help);
	}
	printf("  %-*s  shows this\n", width, "--help");
}

/* The option that `word` begins with; *value is what stands behind it in the same word, or NULL. */
static const struct command_option *find(
	const struct command_option *options, size_t count, const char *word, const char **value)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(options[i].name);
		bool is_long = options[i].name[1] == '-';

		*value = NULL;
		if (strncmp(options[i].name, word, len) != 0)
			continue;
		if (word[len] == '\0')
			return &options[i];
		if (!options[i].value || (is_long && word[len] != '='))
			continue;
		*value = word + len + (is_long ? 1 : 0);
		return &options[i];
	}
	return NULL;
}

static int unknown(const struct command_call *call, const struct command_option *options,
	size_t count, const char *word)
{
	const char *equals = strchr(word, '=');
	size_t len = equals ? (size_t)(equals - word) : strlen(word);
	const char *name = arena_copy(call->arena, word, len);
	struct suggest suggest;
	const char *best;

	suggest_init(&suggest, name);
	for (size_t i = 0; i < count; i++) {
		if (equals && strcmp(options[i].name, name) == 0)
			return command_misused(call, "'%s' takes no value", name);
		suggest_offer(&suggest, options[i].name);
	}
	best = suggest_best(&suggest);
	if (best)
		return command_misused(call, "unknown option '%s'; did you mean '%s'?", name, best);
	return command_misused(call, "unknown option '%s'", name);
}

static bool take(const struct command_call *call, const struct command_option *option,
	const char *value, char ***word, int *status)
{
	if (!option->value) {
		*option->flag = true;
		return true;
	}
	if (!value)
		value = *++*word;
	if (!value || !*value) {
		*status = command_misused(call, "'%s' wants a value, %s%s", option->name,
			option->value, value ? ", not ''" : "");
		return false;
	}
	if (option->list)
		words_put(option->list, value);
	else
		*option->text = value;
	return true;
}

bool command_options(const struct command_call *call, const struct command_option *options,
	size_t count, struct command_operands *operands, int *status)
{
	size_t words = 0;

	while (call->words[words])
		words++;
	operands->items = arena_take_many(call->arena, words + 1, sizeof(operands->items[0]));
	operands->count = 0;
	operands->rest = call->words + words;
	for (char **word = call->words; *word; word++) {
		const struct command_option *option;
		const char *value;

		if (strcmp(*word, "--") == 0 && call->self->has_program) {
			operands->rest = word + 1;
			return true;
		}
		if (strcmp(*word, "--") == 0) {
			while (*++word)
				operands->items[operands->count++] = *word;
			return true;
		}
		if ((*word)[0] != '-' || (*word)[1] == '\0') {
			operands->items[operands->count++] = *word;
			continue;
		}
		if (strcmp(*word, "--help") == 0 || strcmp(*word, "-h") == 0) {
			show_help(call, options, count);
			*status = COMMAND_DONE;
			return false;
		}
		option = find(options, count, *word, &value);
		if (!option) {
			*status = unknown(call, options, count, *word);
			return false;
		}
		if (!take(call, option, value, &word, status))
			return false;
	}
	return true;
}

bool command_duration(const struct command_call *call, const char *option, const char *value,
	int64_t least, int64_t *ns, int *status)
{
	size_t len = strlen(value);

	if (units_read_duration(value, len, ns) && *ns >= least)
		return true;
	*status = units_lacks_unit(value, len)
			  ? command_misused(call, "'%s' of %s has no unit: write %ss or %sms",
				    value, option, value, value)
			  : command_misused(
				    call, "'%s' of %s is no duration (250ms, 2s)", value, option);
	return false;
}
