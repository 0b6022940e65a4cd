/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <arpa/inet.h>
#include <string.h>

enum { UNIX_PATH_MAX = 107, PORT_MAX = 65535 };

/* What is wrong with an address; NULL: nothing. */
static const char *wrong_unix(const char *path)
{
	if (!*path)
		return "a path follows 'unix:', as in unix:limits.sock";
	if (strlen(path) > UNIX_PATH_MAX)
		return "the path of a Unix socket has at most 107 bytes";
	return NULL;
}

static bool is_port(const char *port)
{
	unsigned value = 0;

	if (!*port)
		return false;
	for (; *port; port++) {
		if (*port < '0' || *port > '9')
			return false;
		value = value * 10 + (unsigned)(*port - '0');
		if (value > PORT_MAX)
			return false;
	}
	return true;
}

/* Copies the host, without brackets, to `host`; false: it is none. */
static bool split_host(const char *address, const char *colon, char host[256])
{
	size_t len = (size_t)(colon - address);
	struct in6_addr v6;

	if (len == 0 || len > 255)
		return false;
	if (*address != '[') {
		memcpy(host, address, len);
		host[len] = 0;
		return !strpbrk(host, ":/[] \t");
	}
	if (len < 3 || address[len - 1] != ']')
		return false;
	memcpy(host, address + 1, len - 2);
	host[len - 2] = 0;
	return inet_pton(AF_INET6, host, &v6) == 1;
}

static const char *wrong_tcp(const char *address)
{
	const char *colon = strrchr(address, ':');
	char host[256];

	if (strncmp(address, "//", 2) == 0)
		return "it is tcp:HOST:PORT, without '//'";
	if (!colon)
		return "it is tcp:HOST:PORT, and the port is missing";
	if (!is_port(colon + 1))
		return "a port is 0..65535; 0 takes any free one";
	if (!split_host(address, colon, host))
		return "it is tcp:HOST:PORT, with an IPv6 address in brackets, as in "
		       "tcp:[::1]:7070";
	return NULL;
}

static bool is_unix(const char *address)
{
	return strncmp(address, "unix:", 5) == 0;
}

static const char *wrong_address(const char *address)
{
	if (is_unix(address))
		return wrong_unix(address + 5);
	if (strncmp(address, "tcp:", 4) == 0)
		return wrong_tcp(address + 4);
	return "it begins with 'unix:' or 'tcp:'";
}

static bool is_loopback(const char *address)
{
	char host[256];
	const char *colon = strrchr(address, ':');

	if (is_unix(address))
		return true;
	address += 4;
	return split_host(address, colon, host) &&
	       (strncmp(host, "127.", 4) == 0 || strcmp(host, "localhost") == 0 ||
		       strcmp(host, "::1") == 0);
}

static bool set_address(
	struct check *c, const struct tree_listen *tree, struct model_listen *listen)
{
	const struct tree_expr *address = tree->address;
	const char *wrong;

	listen->address = address->string;
	wrong = memchr(address->string, 0, address->string_len) ? "it holds a NUL"
								: wrong_address(address->string);
	if (wrong) {
		diag_error(c->diag, DIAG_BAD_ADDRESS, address->span, "'%s' is no address: %s",
			address->string, wrong);
		return false;
	}
	if (!is_loopback(listen->address) && !tree->serves)
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
	if (tree->mode && !is_unix(listen->address))
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

/* Port 0 is another one each time. */
static bool is_any_port(const char *address)
{
	const char *colon = strrchr(address, ':');

	return !is_unix(address) && strspn(colon + 1, "0") == strlen(colon + 1);
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
		} else if (!is_any_port(listen->address)) {
			diag_error(c->diag, DIAG_DUPLICATE, at->address->span,
				"'%s' is listened on twice", listen->address);
			diag_note(c->diag, first->span, "the first time is here");
		}
	}
}
