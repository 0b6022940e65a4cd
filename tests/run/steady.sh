#!/bin/sh
# SPDX-License-Identifier: MIT
# Requests between servers, casts, timers and instances of a keyed server, over a million messages,
# and not one allocation, once it is warm. Where the machine holds it up more is queued at a time
# than ever before, and needs a block the first time: so there are three attempts. The sanitizers
# have a malloc of their own: nothing is counted there.
. tests/support/tap.sh

if [ -n "${SAN:-}" ]; then
	echo "ok 1 - a million messages # SKIP the sanitizers have a malloc of their own"
	echo "1..1"
	exit 0
fi
CFLAGS="-O2 -g"
"$GSC" build tests/run/steady/steady.gs tests/run/steady/count.c -o "$dir/steady"
pass "it is built"
cd "$dir" || exit 1
serve unix:steady.sock ./steady --log-level error
run() {
	"$GSC" call unix:steady.sock driver.run "rounds=$1"
}
[ "$(run 2000)" != "allocations: 0" ]
pass "the count does count"
for _ in 1 2 3; do
	got=$(run 150000)
	[ "$got" != "allocations: 0" ] || break
done
same "a million messages" "allocations: 0" "$got"
done_testing
