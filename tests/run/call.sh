#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc call against the example: replies, errors, casts, gs.*.
. tests/support/tap.sh
cp examples/rate_limiter/limits.gs "$dir"
cd "$dir"
sed -i 's/limiter(capacity = 1000)/limiter(capacity = 1000, refill = 1, period = 1h)/' limits.gs
"$GSC" build limits.gs && serve unix:limits.sock ./limits
pass "a server"
call() {
	"$GSC" call unix:limits.sock "$@" 2>&1
	echo "status $?"
}
gives() { # name, text, status, arguments ...
	name=$1 text=$2 status=$3
	shift 3
	same "$name" "$text${text:+
}status $status" "$(call "$@")"
}

gives "a reply" "remaining: 997" 0 limiter.acquire n=3
gives "a default" "remaining: 996" 0 limiter.acquire
gives "JSON" '{"remaining": 995}' 0 limiter.acquire --json
gives "out of range" \
	"gsc: limiter.acquire: bad_request: acquire.n: 5000 is not in 1..1000" 1 \
	limiter.acquire n=5000
gives "negative" "gsc: limiter.acquire: bad_request: acquire.n: -1 is not in 1..1000" 1 \
	limiter.acquire n=-1
gives "a declared error with its field" \
	"gsc: limiter.acquire: exhausted: not enough tokens (retry_after: 1h)" 1 \
	limiter.acquire n=1000
gives "a cast" "" 0 limiter.reset
gives "which was done" "remaining: 0" 0 limiter.acquire n=1000
gives "an unknown clause" \
	"gsc: limiter.aquire: no_clause: limiter has no 'aquire'; did you mean 'acquire'?" 1 \
	limiter.aquire
gives "an unknown argument" "gsc: limiter.acquire: acquire has no 'm'" 1 limiter.acquire m=1
gives "no number" "gsc: limiter.acquire: n: 'three' is not a number" 1 limiter.acquire n=three
more="('gsc call --help' says more)"
# What is wrong whatever runs there is a wrong command line; what was typed may be secret.
gives "an argument twice" "gsc call: 'n' is given twice $more" 2 limiter.acquire n=1 n=2
gives "no argument" "gsc call: argument 2 is no NAME=VALUE $more" 2 limiter.acquire n=1 3
gives "no name" "gsc call: argument 1 is no NAME=VALUE $more" 2 limiter.acquire =3
same "no argument of bench" "2 gsc bench: argument 1 is no NAME=VALUE \
('gsc bench --help' says more)" \
	"$("$GSC" bench unix:limits.sock limiter.acquire 3 2>err >&2; echo $? "$(cat err)")"
for method in limiter limiter.; do
	gives "no clause: $method" "gsc call: '$method' is no INSTANCE.CLAUSE: limiter.acquire, \
limiter.reset $more" 2 $method
done
for method in "" . .acquire; do
	gives "no method: '$method'" "gsc call: '$method' is no INSTANCE.CLAUSE $more" 2 "$method"
done
gives "a clause that is not near any" \
	"gsc: limiter.fill: no_clause: limiter has no 'fill': limiter.acquire, limiter.reset" 1 \
	limiter.fill
gives "an instance that is nearly there" "gsc: limter.acquire: no_server: \
there is no server 'limter'; did you mean 'limiter'?" 1 limter.acquire
for method in limter Limiter; do
	gives "an instance that is nearly there: $method" "gsc: $method: no_server: \
there is no server '$method'; did you mean 'limiter'?
gsc call: '$method' is no INSTANCE.CLAUSE $more" 2 $method
done
same "the same of describe" \
	"gsc: limiters: no_server: there is no server 'limiters'; did you mean 'limiter'?" \
	"$("$GSC" describe unix:limits.sock limiters 2>&1)"
gives "no duration" \
	"gsc call: 'soon' of --timeout is no duration (250ms, 2s) ('gsc call --help' says more)" 2 \
	limiter.acquire --timeout soon
for option in --timeout --every; do
	gives "$option without a unit" "gsc call: '1' of $option has no unit: write 1s or 1ms \
('gsc call --help' says more)" 2 limiter.acquire $option 1
done
call nobody.acquire | grep -q '^gsc: nobody.acquire: no_server'
pass "an unknown instance"
gives "gs.ping" "" 0 gs.ping
"$GSC" call unix:limits.sock gs.ping <&- >&- 2>&-
pass "closed standard streams harm nobody"
"$GSC" call unix:limits.sock gs.list >list
grep -q '^\[{"name": "limiter", "server": "rate_limiter", "status": "running", ' list
pass "gs.list"
"$GSC" call unix:limits.sock gs.describe instance=limiter >described.gs &&
	"$GSC" check described.gs && "$GSC" compile described.gs -o "$dir"
pass "gs.describe gives a spec that compiles"
call gs.describe instance=nobody | grep -q '^gsc: gs.describe: no_server'
pass "gs.describe of nobody"
same "gs describes itself" 1 "$("$GSC" call unix:limits.sock gs.describe instance=gs |
	grep -c '^protocol gs {')"

same "a second copy touches nothing" 1 "$(./limits 2>err; echo $?)"
same "and says why in a line" "1 1" "$(wc -l <err | tr -d ' ') $(grep -c 'limits.sock' err)"
gives "the first one still serves" "" 0 gs.ping
if [ -w /dev/full ]; then
	full="1 gsc: cannot write to standard output: No space left on device"
	for command in "call unix:limits.sock gs.ping --json" "describe unix:limits.sock" \
		"call unix:limits.sock gs.ping --json --every 1ms" "call --help" "--version" \
		"call unix:limits.sock gs.ping --json --follow" "fmt --help" "help unknown-type"; do
		same "output that is full: $command" "$full" \
			"$("$GSC" $command 2>err >/dev/full; echo $? "$(cat err)")"
	done
	same "output that is full: a program's help" \
		"1 limits: cannot write to standard output: No space left on device" \
		"$(./limits --help 2>err >/dev/full; echo $? "$(cat err)")"
fi
kill -TERM "$server"
ended "$server"
same "SIGTERM ends it in order" 0 $?
gives "a server that is not there" "gsc: unix:limits.sock: no such file or directory" 1 \
	limiter.acquire
gives "nor is it asked what is wrong anyway" "gsc call: argument 1 is no NAME=VALUE $more" 2 \
	limiter.acquire 3
gives "nor what its clauses are" "gsc: unix:limits.sock: no such file or directory
gsc call: 'limiter' is no INSTANCE.CLAUSE $more" 2 limiter
same "nor is the socket" "" "$(ls | grep sock)"
for bad in limits.sock "unix:" tcp:localhost tcp:localhost:0 tcp://localhost:80; do
	for command in "call $bad gs.ping" "describe $bad" "bench $bad gs.ping" "top $bad"; do
		"$GSC" $command 2>err >&2
		same "an address that is none: $command" \
			"2 gsc ${command%% *}: '$bad' is no address: " \
			"$? $(sed 's/\(is no address: \).*/\1/' err)"
	done
done
same "an address that is none" "gsc call: 'limits.sock' is no address: \
it begins with 'unix:' or 'tcp:' ('gsc call --help' says more)" \
	"$("$GSC" call limits.sock gs.ping 2>&1)"
host=$(printf '%070d' 0 | tr 0 x) # longer than any label
for command in "call tcp:$host:1 gs.ping" "describe tcp:$host:1" "bench tcp:$host:1 gs.ping" \
	"top tcp:$host:1"; do
	same "a host that nobody knows: ${command%% *}" \
		"1 gsc: tcp:$host:1: there is no such host" \
		"$("$GSC" $command 2>err >&2; echo $? "$(cat err)")"
done
done_testing
