/* SPDX-License-Identifier: MIT */
/* --help: what can be set, with the spec's own words for types and values. */
#include <stdio.h>

#include "runtime/net/program.h"
#include "runtime/wire/show.h"

static const char *const kind_names[GS_KIND_COUNT] = {
	[GS_BOOL] = "bool",
	[GS_U8] = "u8",
	[GS_U16] = "u16",
	[GS_U32] = "u32",
	[GS_U64] = "u64",
	[GS_I8] = "i8",
	[GS_I16] = "i16",
	[GS_I32] = "i32",
	[GS_I64] = "i64",
	[GS_F32] = "f32",
	[GS_F64] = "f64",
	[GS_STRING] = "string",
	[GS_BYTES] = "bytes",
	[GS_DURATION] = "duration",
	[GS_TIME] = "time",
	[GS_OPTIONAL] = "optional",
	[GS_LIST] = "list",
	[GS_MAP] = "map",
	[GS_ENUM] = "enum",
	[GS_RECORD] = "struct",
	[GS_NOTHING] = "nothing",
	[GS_HANDLE] = "ref",
};

/* The children that a parameter refers to; NULL: it is no reference. */
static const struct gs_wire *wire_of(const struct gs_child *child, const struct gs_field *field)
{
	for (uint32_t i = 0; i < child->wire_count; i++)
		if (child->wires[i].at == field->at)
			return &child->wires[i];
	return NULL;
}

static void print_wire(const struct gs_wire *wire)
{
	const char *between = wire->is_list ? "[" : "";

	for (uint32_t i = 0; i < wire->count; i++) {
		printf("%s%s", between, wire->children[i]);
		between = ", ";
	}
	puts(!wire->is_list ? "" : wire->count ? "]" : "[]");
}

static void print_param(const struct gs_child *child, const struct gs_field *field)
{
	const struct gs_wire *wire = wire_of(child, field);
	char value[256];
	struct gs__shown shown = { .at = value, .end = value + sizeof(value) };

	printf("    %s.%s: %s = ", child->name, field->name,
		field->kind == GS_ENUM ? field->names->name : kind_names[field->kind]);
	if (wire) {
		print_wire(wire);
		return;
	}
	gs__show_value(&shown, field, (const uint8_t *)child->params + field->at);
	printf("%.*s%s\n", (int)(shown.at - value), value, shown.is_cut ? "..." : "");
}

static void print_child(const struct gs_child *child)
{
	const struct gs_record *params;

	if (!child->server)
		return; /* a supervisor: its children follow */
	printf("  %s: %s%s\n", child->name, child->max ? "dynamic " : "", child->server->name);
	params = child->max ? NULL : child->server->params;
	for (uint32_t k = 0; params && k < params->count; k++)
		print_param(child, &params->fields[k]);
}

void gs__program_help(const struct gs__program *program, const struct gs_system *system)
{
	printf("%s: the system %s\n\n", program->name, system->name);
	puts("  --listen ADDR              unix:PATH or tcp:HOST:PORT; in place of the spec's\n"
	     "  --set CHILD.PARAM=VALUE    a parameter of a child; =@FILE: from a file\n"
	     "  --remote NAME=ADDR         where a remote is; in place of the spec's\n"
	     "  --log-level LEVEL          error, warning, info (the default) or debug\n"
	     "  --help                     this text");
	for (uint32_t i = 0; i < system->listen_count; i++)
		printf("%s    %s\n", i == 0 ? "\nlisteners\n" : "", system->listens[i].address);
	for (uint32_t i = 0; i < system->remote_count; i++)
		printf("%s    %s: %s %s\n", i == 0 ? "\nremotes\n" : "", system->remotes[i].name,
			system->remotes[i].address, system->remotes[i].instance);
	if (system->child_count > 0)
		puts("\nchildren, with their parameters");
	for (uint32_t i = 0; i < system->child_count; i++)
		print_child(&system->children[i]);
}
