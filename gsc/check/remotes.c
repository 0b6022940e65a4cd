/* SPDX-License-Identifier: MIT */
#include "gsc/check/addresses.h"
#include "gsc/check/rules.h"

#include <string.h>

enum { INSTANCE_MAX = 256 };

static bool is_address_right(struct check *c, const struct tree_expr *address)
{
	const char *fault = memchr(address->string, 0, address->string_len)
				    ? "it holds a NUL"
				    : address_remote_fault(address->string);

	if (fault)
		diag_error(c->diag, DIAG_BAD_ADDRESS, address->span,
			"'%s' is no address of a remote: %s", address->string, fault);
	return !fault;
}

/* On the wire a dot ends the name of an instance. */
static const char *instance_fault(const struct tree_expr *instance)
{
	if (instance->string_len == 0)
		return "it is empty";
	if (instance->string_len > INSTANCE_MAX)
		return "it has more than 256 bytes";
	if (memchr(instance->string, 0, instance->string_len))
		return "it holds a NUL";
	if (memchr(instance->string, '.', instance->string_len))
		return "it holds a dot, which ends it on the wire";
	return NULL;
}

static bool is_instance_right(struct check *c, const struct tree_expr *instance)
{
	const char *fault = instance_fault(instance);

	if (fault)
		diag_error(c->diag, DIAG_BAD_ADDRESS, instance->span,
			"'%s' is no name of an instance: %s", instance->string, fault);
	return !fault;
}

void remote_make(struct check *c, const struct tree_child *tree, struct model_system *system)
{
	const struct decl *target = target_named(c, &tree->server);
	bool is_right = is_address_right(c, tree->address);
	struct model_remote *remote = &system->remotes[system->remote_count];

	is_right = is_instance_right(c, tree->instance) && is_right;
	if (!target || !is_right)
		return;
	*remote = (struct model_remote){
		.name = tree->name.text,
		.doc = doc_text(c, tree->doc),
		.address = tree->address->string,
		.instance = tree->instance->string,
		.protocol = target->protocol,
		.server = target->server,
	};
	system->remote_count++;
	if (remote->protocol)
		remote->view = system_view(c, system, remote->protocol, NULL);
}
