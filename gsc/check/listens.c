/* SPDX-License-Identifier: MIT */
#include "gsc/check/addresses.h"
#include "gsc/check/rules.h"

#include <string.h>

static bool set_address(
	struct check *c, const struct tree_listen *tree, struct model_listen *listen)
{
	const struct tree_expr *address = tree->address;
	const char *wrong;

	listen->span = tree->address->span;
	listen->address = address->string;
	wrong = memchr(address->string, 0, address->string_len) ? "it holds a NUL"
								: address_fault(address->string);
	if (wrong) {
		diag_error(c->diag, DIAG_BAD_ADDRESS, address->span, "'%s' is no address: %s",
			address->string, wrong);
		return false;
	}
	if (!address_is_loopback(listen->address) && !tree->serves)
		diag_warning(c->diag, DIAG_OPEN_LISTENER, address->span,
			"this listener takes calls to every child from other machines; say with "
			"'serves' which ones it is for");
	return true;
}

static void set_options(
	struct check *c, const struct tree_listen *tree, struct model_listen *listen)
{
	model_int value = 0;

	listen->mode = -1;
	if (tree->mode && !address_is_unix(listen->address))
		diag_error(c->diag, DIAG_WRONG_PLACE, tree->mode->span,
			"only a Unix socket has a mode: it is that of its file");
	else if (tree->mode && tree->mode->value > 0777)
		diag_error(c->diag, DIAG_OUT_OF_RANGE, tree->mode->span,
			"a mode is in 0000..0777, in octal");
	else if (tree->mode)
		listen->mode = (int32_t)tree->mode->value;
	if (tree->max && constant_integer(c, tree->max, "'max'", 1, UINT32_MAX, &value))
		listen->max = (uint32_t)value;
	if (tree->within && constant_integer(c, tree->within, "'within'", 1, MESSAGE_MAX, &value))
		listen->within = (uint64_t)value;
}

void listens_make(struct check *c, const struct tree_supervisor *tree, struct model_system *system)
{
	struct model_listen *listens;
	struct scope addresses;
	size_t count = 0;

	for (const struct tree_listen *at = tree->listens; at; at = at->next)
		count++;
	listens = arena_take_many(c->arena, count, sizeof(*listens));
	system->listens = listens;
	scope_init(&addresses, c->arena);
	for (const struct tree_listen *at = tree->listens; at; at = at->next) {
		struct model_listen *listen = &listens[system->listen_count];
		const struct scope_entry *first;

		if (!set_address(c, at, listen))
			continue;
		set_options(c, at, listen);
		serves_make(c, tree, system, at, listen);
		system->listen_count++;
		first = scope_find(&addresses, listen->address);
		if (!first) {
			scope_add(&addresses, listen->address, at->address->span, NULL);
		} else if (!address_is_any_port(listen->address)) {
			diag_error(c->diag, DIAG_DUPLICATE, at->address->span,
				"'%s' is listened on twice", listen->address);
			diag_note(c->diag, first->span, "the first time is here");
		}
	}
}
