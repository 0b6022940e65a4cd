#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
queue() { # call a clause of the running queue, its errors among the output
	"$GSC" call unix:queue.sock "queue.$@" 2>&1
}

tests examples/queue queue
"$GSC" build examples/queue/queue.gs -o "$dir/queue"
pass "queue.gs builds"
cd "$dir"
serve unix:queue.sock ./queue
pass "it serves"
queue take >taken &
worker=$!
wait_until 'queue stats | grep -q "idle: 1"'
pass "a worker waits"
same "a job has a number" "id: 1" "$(queue push body='a letter')"
wait $worker
grep -q 'body: a letter' taken
pass "the worker has it"
queue done id=1 tries=1 >/dev/null
same "and it is done" "done: 1" "$(queue stats | grep done)"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
done_testing
