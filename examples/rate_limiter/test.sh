#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
here=examples/rate_limiter
limiter() { # call a clause of the running limiter, its errors among the output
	"$GSC" call unix:limits.sock "limiter.$@" 2>&1
}

"$GSC" build $here/limits.gs -o "$dir/limits"
pass "limits.gs builds"
tests "$here" limits
mkdir "$dir/pair"
"$GSC" compile $here/limits.gs -o "$dir/pair" &&
	$CC $CFLAGS -I"$B/include/gs" -c "$dir/pair/limits.gs.c" -o "$dir/limits.o" &&
	g++ $CFLAGS -std=c++11 -Wall -Wextra -Werror -I"$B/include/gs" -I"$dir/pair" \
		$here/client.cc "$dir/limits.o" "$B/lib/libgs.a" -o "$dir/client"
pass "the client in C++ builds"
cd "$dir"
serve unix:limits.sock ./limits --set limiter.period=1h
pass "it serves"
same "acquire takes tokens" "remaining: 997" "$(limiter acquire n=3)"
same "n has a default" "remaining: 996" "$(limiter acquire)"
limiter acquire n=1000 >refused
[ $? -eq 1 ]
pass "too many are refused, exit 1"
grep -q 'exhausted.*not enough tokens' refused && grep -q 'retry_after.*1h' refused
pass "the refusal has its name, its text and its field"
limiter acquire n=5000 >refused
[ $? -eq 1 ] && grep -qF 'acquire.n: 5000 is not in 1..1000' refused
pass "a wrong argument is named with its range, exit 1"
limiter reset >/dev/null
wait_until '[ "$(limiter acquire n=1)" = "remaining: 999" ] || ! limiter reset'
pass "reset fills the bucket"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
[ ! -e limits.sock ]
pass "and its socket is gone"
serve unix:limits.sock ./limits --set limiter.period=20ms
limiter acquire n=500 >/dev/null
wait_until 'limiter acquire | grep -q "remaining: 9"'
pass "ticks refill it"
[ "$(./client unix:limits.sock 1500 | grep -c taken)" -eq 2 ]
pass "the client waits for its tokens"
./client unix:nowhere.sock 2>refused
[ $? -eq 1 ] && grep -q "nowhere.sock: no such file or directory" refused
pass "and says whom it cannot reach"
kill -TERM "$server" && ended "$server"
done_testing
