/* SPDX-License-Identifier: MIT */
/* --set child.param=value: the spec's tables are constant, so what is set goes into copies. */
#include <stdlib.h>

#include "runtime/net/net.h"
#include "runtime/net/system.h"
#include "runtime/wire/value.h"

struct settings {
	uint32_t count;
	void **params; /* of each child; NULL: the spec's own */
	struct gs_child children[];
};

void gs__settings_free(void *given)
{
	struct settings *settings = given;

	if (!settings)
		return;
	for (uint32_t i = 0; settings->params && i < settings->count; i++) {
		const struct gs_class *server = settings->children[i].server;

		if (settings->params[i] && server->is_secret)
			explicit_bzero(settings->params[i], server->params->size);
		free(settings->params[i]);
	}
	free(settings->params);
	free(settings);
}

static struct settings *copy_children(const struct gs_system *system)
{
	size_t size = system->child_count * sizeof(struct gs_child);
	struct settings *settings = calloc(1, sizeof(*settings) + size);

	if (!settings)
		return NULL;
	settings->count = system->child_count;
	settings->params = calloc(system->child_count + 1, sizeof(void *));
	if (!settings->params) {
		free(settings);
		return NULL;
	}
	memcpy(settings->children, system->children, size);
	return settings;
}

/* "child.param=value" */
static bool split(gs_str set, gs_str *child, gs_str *param, gs_str *value)
{
	const char *equals = memchr(set.data, '=', set.len);
	const char *dot = equals ? memchr(set.data, '.', (size_t)(equals - set.data)) : NULL;

	if (!dot)
		return false;
	*child = (gs_str){ set.data, (uint32_t)(dot - set.data) };
	*param = (gs_str){ dot + 1, (uint32_t)(equals - dot - 1) };
	*value = (gs_str){ equals + 1, set.len - (uint32_t)(equals + 1 - set.data) };
	return true;
}

/* What a group's members are given is their starter's matter. */
static bool is_settable(const struct gs_child *child, gs_str name)
{
	return child->server && !child->max && gs__str_is(name, child->name);
}

static uint32_t find_child(const struct settings *settings, gs_str name)
{
	uint32_t i = 0;

	while (i < settings->count && !is_settable(&settings->children[i], name))
		i++;
	return i;
}

/* The child's parameters as they may be changed. */
static void *own_params(struct settings *settings, uint32_t i)
{
	struct gs_child *child = &settings->children[i];
	size_t size = child->server->params->size;

	if (!settings->params[i]) {
		settings->params[i] = malloc(size);
		if (!settings->params[i])
			return NULL;
		memcpy(settings->params[i], child->params, size);
		child->params = settings->params[i];
	}
	return settings->params[i];
}

/* Editors end a file with a newline. */
static gs_str without_newline(gs_str text)
{
	if (text.len == 0 || text.data[text.len - 1] != '\n')
		return text;
	text.len--;
	if (text.len > 0 && text.data[text.len - 1] == '\r')
		text.len--;
	return text;
}

/* The value as it is meant. */
static gs_str value_of(const struct gs__setting *set, const struct gs_field *field, gs_str given)
{
	bool is_bytes = field->kind == GS_BYTES ||
			(field->kind == GS_OPTIONAL && field->item->kind == GS_BYTES);

	return set->from == GS__SET_FILE && !is_bytes ? without_newline(given) : given;
}

static gs_status apply(
	struct gs__net *net, struct settings *settings, const struct gs__setting *set)
{
	const struct gs_record *record;
	const struct gs_field *field;
	gs_str child, param, value;
	const char *equals;
	struct gs__words words = { "" };
	char *params;
	uint32_t i;

	if (!split(set->text, &child, &param, &value)) {
		equals = memchr(set->text.data, '=', set->text.len);
		gs__node_fail(net->node, "a setting reads child.param=value, not '%.*s%s'",
			equals ? (int)(equals - set->text.data) : (int)set->text.len,
			set->text.data, equals ? "=..." : "");
		return GS_INVALID;
	}
	i = find_child(settings, child);
	if (i == settings->count) {
		gs__node_fail(net->node, "there is no child '%.*s'", GS_FMT(child));
		return GS_INVALID;
	}
	record = settings->children[i].server->params;
	field = gs__record_find(record, param);
	if (!field) {
		gs__node_fail(
			net->node, "%.*s has no parameter '%.*s'", GS_FMT(child), GS_FMT(param));
		return GS_INVALID;
	}
	if (set->from == GS__SET_COMMAND && (field->flags & GS_SECRET)) {
		gs__node_fail(net->node,
			"%.*s.%.*s is secret, and others may see a command line: give it in a "
			"file, as =@FILE",
			GS_FMT(child), GS_FMT(param));
		return GS_INVALID;
	}
	params = own_params(settings, i);
	if (!params) {
		gs__node_fail(net->node, "no memory");
		return GS_NO_MEMORY;
	}
	value = value_of(set, field, value);
	if (gs__value_parse(field, value, params + field->at, &words))
		return GS_OK;
	gs__node_fail(net->node, "%.*s.%.*s: %s", GS_FMT(child), GS_FMT(param), words.text);
	return GS_INVALID;
}

gs_status gs__settings_apply(struct gs__net *net, const struct gs_system *system,
	const struct gs__setting *sets, uint32_t count, const struct gs_child **children)
{
	struct settings *settings;
	gs_status status = GS_OK;

	*children = system->children;
	if (count == 0)
		return GS_OK;
	settings = copy_children(system);
	if (!settings) {
		gs__node_fail(net->node, "no memory");
		return GS_NO_MEMORY;
	}
	net->settings = settings;
	*children = settings->children;
	for (uint32_t i = 0; i < count && status == GS_OK; i++)
		status = apply(net, settings, &sets[i]);
	return status;
}
