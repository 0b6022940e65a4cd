#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc test: tests of a user's servers with cmocka, in virtual time, and what it says of bad ones.
. tests/support/tap.sh
unset CMOCKA_MESSAGE_OUTPUT
mkdir "$dir/tmp" "$dir/sub"
cp tests/run/test/* examples/rate_limiter/limits.gs "$dir/sub"
cd "$dir"
TMPDIR=$dir/tmp
export TMPDIR LC_ALL=C

"$GSC" test sub/house.gs sub/house.c >out 2>&1
status=$?
[ $status -eq 0 ] || sed 's/^/# /' out
same "tests that pass are status 0" 0 $status
same "all of them ran" "$(grep -c 'cmocka_unit_test(' sub/house.c)" \
	"$(grep -c '\[       OK \]' out)"
same "nothing is left in TMPDIR" "" "$(ls tmp)"

# What a test does wrong fails it, each for its own reason. Worlds of failed tests are left behind.
ASAN_OPTIONS=detect_leaks=0 "$GSC" test sub/house.gs sub/wrong.c >out 2>&1
same "the status is that of the tests: how many failed" 4 $?
for words in "picky.mood: 'ten' is no integer" "it is no client of this world" \
	"there is no system that a client could be of" \
	"1 allocation made since gs_world_new is not freed"; do
	grep -qF "$words" out
	pass "$words"
done
for call in 'gs_world_client(world);' 'gs_world_client(gs_world_new(1));' 'gs_world_cut(' \
	'gs_world_free(world);'; do
	line=$(grep -nF "$call" sub/wrong.c | cut -d: -f1)
	grep -q "wrong.c:$line: error: Failure" out
	pass "at its line: $call"
done

# What the C compiler has to say, at its place.
printf '#include "limits.gs.h"\nint main(void) { return nonsense; }\n' >bad.c
"$GSC" test sub/limits.gs bad.c 2>err
same "an error in the tests is status 1" 1 $?
grep -q '^bad.c:2:[0-9]*: error: .*nonsense' err
pass "and stands at its place"
printf 'server s {\n    call a() -> u32 { reply(nonsense); }\n}\n' >body.gs
printf '#include "body.gs.h"\nint main(void) { return 0; }\n' >ok.c
"$GSC" test body.gs ok.c 2>err
same "an error in a body is status 1" 1 $?
grep -q '^body.gs:2:[0-9]*: error: .*nonsense' err
pass "and stands in the spec"
printf 'const FIVE = 5;\n' >few.gs
printf '#include "few.gs.h"\nint main(void) { return FIVE; }\n' >five.c
"$GSC" test few.gs five.c
same "a spec without a system can be tested too" 5 $?
cat >words.c <<'EOF'
#include <string.h>
int main(int n, char **v) { return strcmp(v[n - 1], "-x y"); }
EOF
"$GSC" test few.gs words.c -- "-x y"
same "what stands behind -- is the tests'" 0 $?

"$GSC" test sub/limits.gs 2>err
same "no tests" "2 1" "$? $(grep -c 'wants the C file with the tests' err)"
"$GSC" test sub/limits.gs none.c 2>err
same "no such tests" "1 gsc: none.c: no such file or directory" "$? $(cat err)"
cat >cc_without <<'EOF'
#!/bin/sh
# A compiler that finds no cmocka.h: it says so to who asks, and is not to be asked for more.
while [ "$1" != -o ]; do shift; done
echo no >"$2"
EOF
chmod +x cc_without
CC=./cc_without "$GSC" test sub/limits.gs ok.c 2>err
same "without cmocka it says so" \
	"1 gsc: tests are written with cmocka, and <cmocka.h> is not there (Debian: \
libcmocka-dev)" "$? $(cat err)"
"$GSC" help test | grep -q 'GS_WORLD_LOG=1'
pass "gsc help test"
done_testing
