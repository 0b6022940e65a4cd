#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
here=examples/election
primary() {
	"$GSC" call unix:election.sock "primary.$@" 2>&1
}
members_are() { # polls: what was sent on another connection may still be on its way
	tries=0
	until [ "$(primary members | grep -o '"name"' | wc -l)" -eq "$1" ]; do
		tries=$((tries + 1))
		[ $tries -lt 600 ] || return 1
		sleep 0.02
	done
}

"$GSC" build $here/election.gs $here/members.c -o "$dir/election"
pass "election.gs builds with its handler"
cd "$dir"
serve unix:election.sock ./election --set primary.length=10m
pass "it serves"
members_are 0
pass "nobody leads at first"
primary campaign name=anna >anna
grep -q 'term: 1$' anna
pass "the first one leads"
primary campaign name=ben >ben &
ben=$!
members_are 2
pass "the second one stands by"
primary members | grep -q 'standby'
pass "and is shown so"
primary campaign name=carl >carl
[ $? -eq 1 ] && grep -q 'taken' carl && grep -q 'ben' carl
pass "the third one is told who stands by"
primary renew term=1 | grep -q 'left: 10m'
pass "the leader renews"
primary resign term=1
ended $ben && grep -q 'term: 2$' ben
pass "the standby is answered when the leader resigns"
primary renew term=1 >anna
[ $? -eq 1 ] && grep -q 'over' anna
pass "a term that is over is not renewed"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order"
serve unix:election.sock ./election --set primary.length=50ms
primary campaign name=anna >anna
members_are 0
pass "a leader that does not renew is replaced by nobody"
grep -q 'anna did not renew term 1' server.out
pass "which is logged"
kill -TERM "$server" && ended "$server"
done_testing
