/* SPDX-License-Identifier: MIT */
/* --help: what can be set, with the spec's own words for types and values. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "runtime/net/program.h"

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
	[GS_HANDLE] = "handle",
};

static void print_duration(int64_t ns)
{
	static const struct {
		const char *name;
		int64_t size;
	} units[] = {
		{ "d", 86400000000000 },
		{ "h", 3600000000000 },
		{ "m", 60000000000 },
		{ "s", 1000000000 },
		{ "ms", 1000000 },
		{ "us", 1000 },
		{ "ns", 1 },
	};
	size_t i = 0;

	while (i + 1 < GS_COUNT(units) && (ns == 0 || ns % units[i].size != 0))
		i++;
	printf("%" PRId64 "%s", ns / units[i].size, units[i].name);
}

static uint64_t load_unsigned(const void *at, uint32_t size)
{
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	switch (size) {
	case 1: memcpy(&u8, at, 1); return u8;
	case 2: memcpy(&u16, at, 2); return u16;
	case 4: memcpy(&u32, at, 4); return u32;
	default: memcpy(&u64, at, 8); return u64;
	}
}

static int64_t load_signed(const void *at, uint32_t size)
{
	unsigned shift = 64 - 8 * size;

	return (int64_t)(load_unsigned(at, size) << shift) >> shift;
}

static void print_enum(const struct gs_enum *names, int64_t value)
{
	for (uint32_t i = 0; i < names->count; i++)
		if (names->values[i].value == value) {
			fputs(names->values[i].name, stdout);
			return;
		}
	printf("%" PRId64, value);
}

static void print_value(const struct gs_field *field, const void *at)
{
	double f64;
	float f32;
	gs_str str;

	switch (field->kind) {
	case GS_BOOL: fputs(load_unsigned(at, 1) ? "true" : "false", stdout); break;
	case GS_U8:
	case GS_U16:
	case GS_U32:
	case GS_U64: printf("%" PRIu64, load_unsigned(at, field->size)); break;
	case GS_I8:
	case GS_I16:
	case GS_I32:
	case GS_I64:
	case GS_TIME: printf("%" PRId64, load_signed(at, field->size)); break;
	case GS_F32:
		memcpy(&f32, at, sizeof(f32));
		printf("%g", (double)f32);
		break;
	case GS_F64:
		memcpy(&f64, at, sizeof(f64));
		printf("%g", f64);
		break;
	case GS_DURATION: print_duration(load_signed(at, 8)); break;
	case GS_ENUM: print_enum(field->names, load_signed(at, 4)); break;
	case GS_STRING:
		memcpy(&str, at, sizeof(str));
		printf("\"%.*s\"", GS_FMT(str));
		break;
	default: fputs("...", stdout);
	}
}

static void print_param(const struct gs_child *child, const struct gs_field *field)
{
	const char *at = (const char *)child->params + field->at;

	printf("    %s.%s: %s = ", child->name, field->name,
		field->kind == GS_ENUM ? field->names->name : kind_names[field->kind]);
	if (field->flags & GS_SECRET) {
		fputs("***", stdout);
	} else if (field->kind != GS_OPTIONAL) {
		print_value(field, at);
	} else if (load_unsigned(at, 1)) {
		print_value(field->item, at + field->item->at);
	} else {
		fputs("none", stdout);
	}
	putchar('\n');
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
