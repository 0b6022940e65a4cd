#!/bin/sh
# SPDX-License-Identifier: MIT
# Imports: a program of several files, a client of a protocol's pair alone, headers side by side.
. tests/support/tap.sh
cp tests/golden/shared.gs tests/golden/imports.gs "$dir"
cd "$dir"
mkdir one two lib deep
cat >program.gs <<'EOF'
import "imports.gs";
import "./../$HERE/shared.gs";

system program {
    listen "unix:shelf.sock";
    shelf: shelf(room = 3, shade = red);
}
EOF
sed -i "s/\$HERE/$(basename "$dir")/" program.gs

"$GSC" check program.gs
pass "files that import each other's files, one by two names"
"$GSC" compile program.gs -o one
same "compile writes the pair of its own file" "program.gs.c program.gs.h program.gs.main.c" \
	"$(echo $(ls one))"
"$GSC" compile -MD imports.gs -o one &&
	same "the depfile lists what is imported" \
		"one/imports.gs.h one/imports.gs.c one/imports.gs.main.c: imports.gs shared.gs" \
		"$(cat one/imports.gs.d)"
mv shared.gs 'lib/shared$.gs' && sed 's/shared/shared$/' imports.gs >deep/imports.gs
"$GSC" compile deep/imports.gs -MD -o two -I nowhere -Ilib &&
	same "-I, and its files in the depfile" 'deep/imports.gs lib/shared$$.gs' \
		"$(sed 's/.*: //' two/imports.gs.d)"
"$GSC" check deep/imports.gs 2>err
same "without -I it is not found" "1 deep/imports.gs:1:8: error: cannot import 'shared\$.gs': no \
such file or directory [import]" "$? $(head -1 err)"
"$GSC" check deep/imports.gs -I lib
pass "gsc check takes -I"
mv 'lib/shared$.gs' shared.gs

"$GSC" build program.gs -o program
pass "gsc build compiles all files"
"$GSC" compile shared.gs -o one && cat >client.c <<'EOF'
#include "shared.gs.h"

#include <stdio.h>

static void put(gs_client *client, uint32_t count, uint32_t at)
{
	struct entry entries[4] = { { .name = GS_STR("a"), .shade = COLOR_RED } };
	struct gs_list_entry list = { entries, count };
	struct store_put_options options = store_put_defaults;
	struct store_put_reply reply = { 0 };
	gs_status status;

	options.at = at;
	status = store_put_call(client, "shelf", list, &options, &reply);
	printf("%s %u %s\n", status == error_full ? "full" : status == error_late ? "late" : "ok",
		reply.stored, status == GS_OK ? "none" : gs_client_error_text(client));
}

int main(void)
{
	gs_client *client = gs_client_open("unix:shelf.sock");

	put(client, 2, 1);
	put(client, 2, 1);
	put(client, 1, LIMIT);
	printf("%d\n", store_clear_notify(client, "shelf", COLOR_GREEN, NULL));
	gs_client_close(client);
	return 0;
}
EOF
# shellcheck disable=SC2086
${CC:-cc} $CFLAGS -I"$root/$B/include/gs" -Ione client.c one/shared.gs.c "$root/$B/lib/libgs.a" \
	-o client
pass "a client compiles the protocol's pair alone"
serve unix:shelf.sock ./program
same "and calls" "ok 2 none
full 0 full
late 0 too late
0" "$(./client)"
wait_until '[ "$("$GSC" call unix:shelf.sock shelf.last)" = green ]'
pass "its cast arrives"
"$GSC" call unix:shelf.sock gs.describe instance=shelf >described.gs &&
	! grep -q '^import' described.gs && "$GSC" check described.gs
pass "what gs.describe answers needs no other file"
kill "$server" && ended "$server"

# Two files that know nothing of each other, with an error and types of the same name.
for name in first second; do
	cat >$name.gs <<EOF
error late(by: duration);
protocol $name { call go(ns: list<u32, 4>) -> (n: u32?) raises late; }
EOF
	"$GSC" compile $name.gs -o two
done
cat >both.c <<'EOF'
#include "first.gs.h"
#include "second.gs.h"
#include "first.gs.h"
int main(void)
{
	return (error_late > 0 && first_go_defaults.timeout > 0 && second_go_defaults.timeout > 0) -
	       1;
}
EOF
# shellcheck disable=SC2086
${CC:-cc} $CFLAGS -Wall -Wextra -Werror -I"$root/$B/include/gs" -Itwo both.c two/first.gs.c \
	two/second.gs.c "$root/$B/lib/libgs.a" -o both && ./both
pass "two pairs with the same error link"
if command -v g++ >/dev/null; then
	{ printf '#include "second.gs.h"\n' && cat both.c; } >both.cc
	g++ -Wall -Wextra -Werror -I"$root/$B/include/gs" -Itwo -fsyntax-only both.cc
	pass "and their headers are C++ in any order"
fi

# What a file holds in its own state alone, another puts into its messages, and the other way round.
mkdir apart
cat >types.gs <<'EOF'
struct job { name: string<10>; at: timer; tags: list<string<4>, 3>; }
struct note { text: string<10>; }
union pick { a: string<5>; b; }
union place { table: map<u32, u32, 4>; nowhere; }
struct held { by: map<string<4>, u32, 3>; pick: pick; call: extern "int (*)(void)"; }
struct loose { call: extern "int (*)(int)"; n: u32; }
server keeper { state { job: job; note: note; pick: pick; held: held; } }
EOF
cat >user.gs <<'EOF'
import "types.gs";
server user {
    state { notes: list<note>; picks: list<pick, 3>; jobs: list<job>; place: place; loose: loose; }
    call put(note: note, all: list<note, 3>) -> pick {
        struct note_held *held = user_notes_push(self);

        if (!held || !note_set(held, note))
            fail(overloaded);
        reply({ .tag = PICK_B });
    }
    info go(job: job) {
        struct job_held *held = user_jobs_push(self);

        if (held)
            job_set(held, job);
    }
}
system apart { user: user(); keeper: keeper(); }
EOF
"$GSC" compile types.gs -o apart && "$GSC" compile user.gs -o apart &&
	${CC:-cc} $CFLAGS -Wall -Wextra -Werror -I"$root/$B/include/gs" apart/*.c \
		"$root/$B/lib/libgs.a" -lm -o apart/user
pass "pairs made one by one agree on the types that they share"

# The header declares the types of its externs: importing files and handlers include it alone.
cat >kept.gs <<'EOF'
%top{
typedef struct { int a; } kept_t;
%}
server keeper() { state { kept: extern "kept_t"; } call a() -> i32; }
EOF
cat >keeps.gs <<'EOF'
import "kept.gs";
server other() { state { more: extern "kept_t[2]"; } call b() -> i32 { reply(self->more[1].a); } }
system keeps { keeper: keeper(); other: other(); }
EOF
rm -f kept.c && "$GSC" stub kept.gs -o kept.c && "$GSC" build keeps.gs kept.c -o keeps
pass "a type that only %top declares"

cat >bodies.gs <<'EOF'
import "gone.gs";
server s { call go() -> u8 { reply(wrong); } }
system x { a: s(); }
EOF
printf 'server t { call go() -> u8 { int x = missing; reply(1); } }\n' >gone.gs
"$GSC" build bodies.gs -o bodies 2>err
grep -q '^gone.gs:1:38: error' err && grep -q '^bodies.gs:2:36: error' err
pass "the C compiler names the file of a body"
rm gone.gs && ln -s gone.gs gone.gs
"$GSC" check bodies.gs 2>err
same "an import that leads nowhere" "bodies.gs:1:8: error: cannot import 'gone.gs': too many \
levels of symbolic links [import]" \
	"$(head -1 err)"
rm gone.gs && head -c 100 /dev/urandom >gone.gs
"$GSC" check bodies.gs 2>err
same "an import that is no text" "1 gone.gs" "$? $(head -1 err | cut -d: -f1)"
done_testing
