#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
locks() { # call a clause of the running coordinator, its errors among the output
	"$GSC" call unix:locks.sock "locks.$@" 2>&1
}

tests examples/locks locks
"$GSC" build examples/locks/locks.gs -o "$dir/locks"
pass "locks.gs builds"
cd "$dir"
serve unix:locks.sock ./locks
pass "it serves"
locks acquire name=disk owner=ann >ann
token=$(sed -n 's/^token: //p' ann)
[ "${token:-0}" -gt 0 ]
pass "the first one has it at once"
locks acquire name=disk owner=bob wait=false >refused
[ $? -eq 1 ] && grep -q 'held.*ann' refused
pass "who will not wait is told who holds it"
locks acquire name=disk owner=bob >bob &
waiting=$!
wait_until 'locks look name=disk | grep -q "waiting: 1"'
pass "the second one waits"
locks release name=disk token="$token" >/dev/null
wait $waiting
[ "$(sed -n 's/^token: //p' bob)" -gt "$token" ]
pass "and has it after the first, with a larger token"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
done_testing
