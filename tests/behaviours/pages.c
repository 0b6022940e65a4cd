/* SPDX-License-Identifier: MIT */
/* gs.list of more servers than a page holds. The spec is tree.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "tree.gs.h"

enum { PAGE = 1000, MEMBERS = 3 * PAGE + 7, NAME_MAX = 64 };

/* Counts the rows of a page, which are in order and behind `last`; that becomes its last name. */
static int read_page(const char *page, char last[NAME_MAX])
{
	int count = 0;

	for (const char *at = page + 1; *at == '['; at += strncmp(at, ", ", 2) == 0 ? 2 : 0) {
		char name[NAME_MAX];

		assert_int_equal(sscanf(at, "[\"%63[^\"]\"", name), 1);
		assert_true(strcmp(last, name) < 0);
		strcpy(last, name);
		at = strchr(at, ']') + 1;
		count++;
	}
	return count;
}

static void a_long_list_comes_in_pages_each_name_once(void **state)
{
	char last[NAME_MAX] = "", params[NAME_MAX + 8];
	struct stage stage;
	struct caller *caller;
	int all = 0, few, page;

	(void)state;
	*dial(2) = 1;
	stage_open(&stage, &tree_system);
	*dial(2) = 1;
	caller = stage_caller(&stage);
	few = read_page(ask(caller, "gs.list", "[]"), last);
	snprintf(params, sizeof(params), "[\"staff\", %d]", MEMBERS);
	ask(caller, "boss.hire_many", params);
	*last = '\0';
	do {
		snprintf(params, sizeof(params), "[\"%s\"]", last);
		page = read_page(ask(caller, "gs.list", params), last);
		all += page;
	} while (page == PAGE);
	assert_int_equal(all, few + MEMBERS);
	assert_string_equal(ask(caller, "gs.list", "[\"~\"]"), "[]");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_list_comes_in_pages_each_name_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
