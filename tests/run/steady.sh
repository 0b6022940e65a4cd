#!/bin/sh
# SPDX-License-Identifier: MIT
# Requests between servers, casts, timers and instances of a keyed server, over a million messages,
# and not one allocation, once it is warm: once there has been more to do at a time than there will
# be again, also where the machine holds it up. The sanitizers have a malloc of their own: nothing
# is counted there.
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
"$GSC" call unix:steady.sock driver.swell many=50 >/dev/null
same "a million messages" "allocations: 0" "$(run 150000)"
done_testing
