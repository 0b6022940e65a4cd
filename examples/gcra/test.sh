#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
limiter() { # call a clause of the running limiter, its errors among the output
	"$GSC" call unix:gcra.sock "limiter.$@" 2>&1
}

tests examples/gcra gcra
"$GSC" build examples/gcra/gcra.gs -o "$dir/gcra"
pass "gcra.gs builds"
cd "$dir"
serve unix:gcra.sock ./gcra --set limiter.interval=1h --set limiter.rest=1d
pass "it serves"
same "a client has its burst" "remaining: 0" "$(limiter acquire client=ann n=5 | head -n 1)"
limiter acquire client=ann >refused
[ $? -eq 1 ] && grep -q 'too_many.*retry_after' refused
pass "then it is told when to ask again"
same "another client has its own" "remaining: 4" "$(limiter acquire client=bob | head -n 1)"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
done_testing
