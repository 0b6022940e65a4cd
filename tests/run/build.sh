#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc build: the program, the C compiler and its complaints.
. tests/support/tap.sh
mkdir "$dir/tmp" "$dir/sub"
cp examples/rate_limiter/limits.gs "$dir/sub"
cd "$dir"
TMPDIR=$dir/tmp
export TMPDIR

"$GSC" build sub/limits.gs
pass "a system builds"
[ -x limits ] && ./limits --help >out
pass "the program is named for the spec"
"$GSC" build sub/limits.gs -o sub/other && [ -x sub/other ]
pass "-o"
same "nothing else is left" "limits out sub tmp" "$(echo $(ls))"
same "nothing is left in TMPDIR" "" "$(ls tmp)"

# An error in a body is the spec's, by the path that was given, with its line.
cat >sub/body.gs <<'EOF'
server s {
    call a() -> u32 {
        uint32_t n = nonsense;
        reply(n);
    }
}
system body { x: s(); }
EOF
LC_ALL=C "$GSC" build sub/body.gs 2>err
ended_with=$?
grep -q '^sub/body.gs:3:[0-9]*: error: .*nonsense' err
pass "an error in a body names the spec's line"
same "and is status 1" 1 "$ended_with"
grep -q '^ *\(3 |\)* *uint32_t n = nonsense;' err
pass "and shows it"
same "the last line says who refused" "gsc: the C compiler '$CC' refused the program" \
	"$(tail -n 1 err)"
[ ! -e body ]
pass "no program is left behind"
same "nothing is left in TMPDIR after an error" "" "$(ls tmp)"

# What the compiler must say under a makefile of the user's own, which asks for no warnings.
says() { # the body of a call, flags
	echo "server s { call a() -> u32 { $1 } }" >said.gs
	"$GSC" compile said.gs &&
		LC_ALL=C $CC ${2-} -c -o said.o -I"$root/$B/include/gs" said.gs.c 2>&1
	echo "status $?"
}
says 'if (gs_now(ctx)) reply(1);' >out
grep -q '^said.gs:1:.* error: .*return-type' out && grep -q 'status 1' out
pass "a call that may end without an answer does not compile"
says 'reply(undeclared(1));' >out
grep -q '^said.gs:1:.* error: .*undeclared' out && grep -q 'status 1' out
pass "nor does one of a function that nobody declared"
refuses() { # the body of a call
	says "$1" >out
	grep -q '^said.gs:1:.* error: .*\(int-conversion\|incompatible-pointer\)' out &&
		grep -q 'status 1' out
	pass "nor does a pointer that is none: $1"
}
refuses 'reply("x");'
refuses 'stop(5);'
refuses 'failf(internal, 5);'
refuses 'int *p = &ctx; reply(p == 0);'
says 'const uint8_t *p = (const uint8_t *)"x"; int32_t n = p[0]; reply(n);' -Wall >out
same "what is only odd compiles" "status 0" "$(cat out)"
misfit='gs_log(ctx, GS_INFO, "%s", 1); reply(1);'
says "$misfit" "-Wall" >out
grep -q '^said.gs:1:.* warning: .*format' out && grep -q 'status 0' out
pass "what does not fit its format is warned of, if it asks for that"
says "$misfit" "-Wall -Werror" >out
grep -q '^said.gs:1:.* error: .*format' out && grep -q 'status 1' out
pass "and refused, if it asks for that"
echo "server s { call a() -> u32 { $misfit } } system y { s: s(); }" >said.gs
LC_ALL=C "$GSC" build said.gs -o said 2>err
same "gsc build warns of it whatever \$CFLAGS are" 0 $?
grep -q '^said.gs:1:.* warning: .*format' err
pass "at its place"
rm said*

CC=/nonexistent/cc "$GSC" build sub/limits.gs -o x 2>err
same "a missing C compiler" "1 gsc: cannot run the C compiler '/nonexistent/cc': no such file or \
directory (is it installed? \$CC names another)" "$? $(cat err)"
CC="env A='b c' $CC" CFLAGS="$CFLAGS -DQUOTED='\"a b\"' -DX=\\\"y\\\"" \
	"$GSC" build sub/limits.gs -o x
pass "CC and CFLAGS have arguments, quoted ones too"

# A handler in another file, which includes the spec's header; helpers beside the spec.
cat >sub/outside.gs <<'EOF'
%{
#include "helper.h"
%}
server s {
    call a() -> u32;
    call b() -> u32 { reply(HELP); }
}
system outside { listen "unix:outside.sock"; x: s(); }
EOF
echo '#define HELP 7' >sub/helper.h
cat >more.c <<'EOF'
#include "outside.gs.h"

gs_verdict s_on_a(struct s *self, gs_ctx *ctx, struct s_a_reply *reply)
{
	(void)self, (void)ctx;
	reply->value = 42;
	return GS_REPLY;
}
EOF
"$GSC" build sub/outside.gs more.c && serve unix:outside.sock ./outside
pass "handlers in another file"
same "they answer" "42 7" \
	"$(echo $("$GSC" call unix:outside.sock x.a) $("$GSC" call unix:outside.sock x.b))"
kill -TERM "$server" && ended "$server"
pass "it ends in order"
"$GSC" build sub/outside.gs 2>err
same "a missing handler is the linker's matter" "1 1" "$? $(grep -c 's_on_a' err | grep -c '[1-9]')"

printf 'const X = 1;\n' >few.gs
"$GSC" build few.gs 2>err
same "a spec without a system" \
	"1 gsc: few.gs has no system, so it makes no program ('gsc compile' makes its C)" \
	"$? $(cat err)"
mkdir dir
"$GSC" build sub/limits.gs -o dir 2>err
same "a directory in the way" "1 gsc: dir: is a directory" "$? $(cat err)"
"$GSC" build sub/limits.gs -o no/where 2>err
same "no such directory" "1 gsc: no/where: no such file or directory" "$? $(cat err)"
"$GSC" build sub/limits.gs more.py 2>err
same "not for the compiler" 2 $?
"$GSC" build sub/limits.gs none.c 2>err
same "no such source" "1 gsc: none.c: no such file or directory" "$? $(cat err)"
TMPDIR=/nonexistent "$GSC" build sub/limits.gs 2>err
same "no temporary directory" \
	"1 gsc: /nonexistent: cannot make a temporary directory: no such file or directory" \
	"$? $(cat err)"

# A signal while the compiler runs: it gets it too, and nothing is left. The stand-in says when it
# is there, and ends only by the signal.
cat >slowcc <<'EOF'
#!/bin/sh
echo $$ >started
exec sleep 100
EOF
chmod +x slowcc
CC=./slowcc "$GSC" build sub/limits.gs -o y &
server=$!
wait_until '[ -s started ]'
kill -TERM "$server"
ended "$server"
same "SIGTERM ends it" 143 $?
! kill -0 "$(cat started)" 2>/dev/null
pass "and its compiler"
same "nothing is left in TMPDIR after a signal" "" "$(ls tmp)"
done_testing
