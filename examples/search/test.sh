#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
front() { # call a clause of the running front, its errors among the output
	"$GSC" call unix:search.sock "front.$@" 2>&1
}

tests examples/search search
"$GSC" build examples/search/search.gs -o "$dir/search"
pass "search.gs builds"
cd "$dir"
serve unix:search.sock ./search --set s2.think=1h
pass "it serves"
front put title=sea text="the sea, the sea"
front put title=waves text="of the sea"
wait_until 'front find word=sea >found && grep -q sea found'
pass "what was put is found"
wait_until 'front find word=sea | grep -qx "missing: 1"' # in time, which a machine may be late for
pass "and how many shards are missing is said"
"$GSC" call unix:search.sock s1.find word=sea >refused 2>&1
[ $? -eq 1 ] && grep -q denied refused
pass "the shards are not to be asked from outside"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
done_testing
