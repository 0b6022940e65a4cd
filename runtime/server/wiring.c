/* SPDX-License-Identifier: MIT */
#include "runtime/server/wiring.h"

#include <stdlib.h>

#include "runtime/server/remote.h"

struct ref_list { /* as every list of refs is laid out */
	gs_ref *items;
	uint32_t len;
};

/* Behind the parameters, so that the refs of lists stand aligned. */
static size_t params_size(const struct gs__instance *instance)
{
	size_t size = instance->kind->class->params->size;

	return (size + _Alignof(gs_ref) - 1) & ~(_Alignof(gs_ref) - 1);
}

static gs_ref ref_of(const struct gs__instance *instance, const char *name)
{
	const struct gs__instance *to = gs__instance_named(instance->node, gs__str(name));
	const struct gs__remote *remote = to ? NULL
					     : gs__remote_named(instance->node, gs__str(name));

	return to ? to->ref : remote ? gs__remote_ref(remote) : (gs_ref){ 0 };
}

bool gs__wire(struct gs__instance *instance)
{
	size_t count = 0;
	gs_ref *refs;
	char *params;

	if (instance->wired || instance->wire_count == 0)
		return true;
	for (uint32_t i = 0; i < instance->wire_count; i++)
		count += instance->wires[i].count;
	params = calloc(1, params_size(instance) + count * sizeof(gs_ref));
	if (!params)
		return false;
	memcpy(params, instance->params, instance->kind->class->params->size);
	refs = (gs_ref *)(void *)(params + params_size(instance));
	for (uint32_t i = 0; i < instance->wire_count; i++) {
		const struct gs_wire *wire = &instance->wires[i];
		const struct ref_list list = { refs, wire->count };

		for (uint32_t j = 0; j < wire->count; j++)
			refs[j] = ref_of(instance, wire->children[j]);
		if (wire->is_list)
			memcpy(params + wire->at, &list, sizeof(list));
		else
			memcpy(params + wire->at, refs, sizeof(gs_ref));
		refs += wire->count;
	}
	instance->wired = params;
	return true;
}
