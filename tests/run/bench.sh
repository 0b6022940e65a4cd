#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc bench: how often, how long, and what went wrong.
. tests/support/tap.sh
terminal=$root/tests/support/terminal.py
cat >"$dir/work.gs" <<'EOT'
%top{
#include <time.h>
%}
enum color { red, green }
struct part { name: string<10>; }
error odd(n: u64) "an odd one";
server work() {
    state { count: u64; }
    call add(part: part, n: u32 in 1..10 = 1, name: string<20> = "x", color: color = green,
             f: f64 = 0.5, note: bytes<8>? = none, wait: duration = 2s, last: bool = false) -> u64 {
        if (n != 3 || color != COLOR_GREEN || f != 0.5 || note.has || wait != GS_S(2) ||
            !gs_equal(name, GS_STR("x")) || !gs_equal(part->name, GS_STR("p")))
            failf(bad_request, "not what was meant");
        reply(self->count += last);
    }
    cast count() { self->count++; }
    call seen() -> u64 { reply(self->count); }
    call clear() { self->count = 0; reply(); }
    call flaky() raises odd, odder {
        if (self->count++ % 4 == 1)
            fail(odd, .n = self->count);
        if (self->count % 4 == 3)
            fail(odder);
        reply();
    }
    call stalls() {
        struct timespec at, end;
        clock_gettime(CLOCK_MONOTONIC, &end);
        end.tv_sec += self->count++ == 9 ? 2 : 0; /* at least one second */
        do
            clock_gettime(CLOCK_MONOTONIC, &at);
        while (at.tv_sec < end.tv_sec);
        reply();
    }
    call never() timeout 100ms { caller(); noreply(); }
    call large() -> bytes<100000> {
        uint8_t *room = gs_alloc(ctx, 100000);
        if (!room)
            failf(internal, "no memory");
        memset(room, 'x', 100000);
        reply({ room, 100000 });
    }
    call bursts() raises burst {
        uint8_t *room = gs_alloc(ctx, 300000);
        if (!room)
            failf(internal, "no memory");
        memset(room, 'x', 300000);
        fail(burst, .what = { room, 300000 });
    }
    call takes(what: bytes<100000>) -> u32 { reply(what.len); }
    call dies() { stop("asked to"); }
}
error odder;
error burst(what: bytes<300000>) "too much";
system works {
    listen "unix:work.sock";
    listen "tcp:127.0.0.1:0" max 4;
    work: work();
}
EOT
cd "$dir"
"$GSC" build work.gs && serve unix:work.sock ./work
pass "a server"
bench() {
	"$GSC" bench unix:work.sock "$@" >out 2>err
	status=$?
}
value() { # key, in the JSON of out
	python3 -c 'import json, sys; print(json.load(open("out"))[sys.argv[1]])' "$1"
}
bench work.count -n 1000 -c 7 -P 3
same "it succeeds" "0: " "$status: $(cat err)"
same "what it prints" 'work.count: 7 connections, 3 in flight on each
calls:   1,000 in T, N a second
latency:
  min     T
  p50     T
  p90     T
  p99     T
  p99.9   T
  max     T
errors:  none
own CPU: T a call' "$(sed -E 's/[0-9.]+(ns|us|ms|s)( |,|$)/T\2/; s/, [0-9,]+ a/, N a/' out)"
same "a tenth more ran before" 1100 "$("$GSC" call unix:work.sock work.seen)"
"$GSC" call unix:work.sock work.clear
bench work.count -n 1000 -c 7 -P 300 --cold
same "but not with --cold" 1000 "$("$GSC" call unix:work.sock work.seen)"
bench work.add n=3 last=true 'part={"name": "p"}' --json -n 500 -c 2 -P 5
same "arguments are typed, defaults stand between them" "0 {}" "$status $(value errors)"
same "the shape, in JSON" "2 5 500" "$(value connections) $(value in_flight) $(value calls)"
python3 - <<'EOT'
import json
r = json.load(open("out"))
order = [r[k] for k in ("min_ns", "p50_ns", "p90_ns", "p99_ns", "p99_9_ns", "max_ns")]
assert order == sorted(order) and order[0] > 0
assert abs(r["calls_per_second"] * r["seconds"] / r["calls"] - 1) < 0.01
assert r["own_cpu_ns_per_call"] > 0
EOT
pass "latencies grow, and the rate is calls by time"
"$GSC" call unix:work.sock work.clear
bench work.flaky -n 400 -c 1 --cold
same "errors are counted by name, status 1" "1 errors:  100 odd (25 %)
         100 odder (25 %)" "$status $(sed -n '/^errors/,/odder/p' out)"
bench work.flaky -n 400 -c 1 --json
same "also in JSON" "1 {'odd': 100, 'odder': 100}" "$status $(value errors)"
bench work.large -n 200 -c 3 -P 4
same "large answers" "0: " "$status: $(cat err)"
bench work.bursts -n 100 -c 3 -P 4 --json
same "large errors" "1 {'burst': 100}: " "$status $(value errors): $(cat err)"
same "the same for gsc call" "gsc: work.bursts: burst: too much (what: xxxx" \
	"$("$GSC" call unix:work.sock work.bursts 2>&1 | head -c 45)"
head -c 100000 /dev/zero >zeros
bench work.takes what=@zeros -n 200 -c 3 -P 20
same "large requests" "0: " "$status: $(cat err)"
bench work.count --duration 200ms --json
same "--duration" "0 True" "$status $(python3 -c '
import json; r = json.load(open("out")); print(0.2 <= r["seconds"] < 5 and r["calls"] > 0)')"
bench work.count --rate 200 -n 60 -c 2 --cold --json
same "--rate: as often as wanted" "0 200 True" "$status $(value rate) $(python3 -c '
import json; print(json.load(open("out"))["seconds"] >= 59 / 200)')"
bench work.count --rate 1 -n 2 -c 2 --cold --timeout 900ms
same "a pause is no silence" "0: " "$status: $(cat err)"
"$GSC" call unix:work.sock work.clear
bench work.stalls --rate 100 -n 40 -c 1 --cold --json
same "whom a stall keeps waiting, his time counts from when he was due" "0 True" \
	"$status $(python3 -c '
import json; r = json.load(open("out")); print(r["p50_ns"] > 500e6 and r["max_ns"] >= 1e9)')"
bench work.never -c 2 -n 10
same "no answer" \
	"1: gsc: work.never: unix:work.sock: no answer within 0.1 s" "$status: $(cat err)"
bench work.never -c 2 -n 10 --timeout 20ms
same "--timeout" \
	"1: gsc: work.never: unix:work.sock: no answer within 0.02 s" "$status: $(cat err)"
address=$(sed -n 's/.*listening on \(tcp:.*\)/\1/p' server.out)
"$GSC" bench "$address" work.seen -n 100 -c 2 >out 2>err
same "over TCP" "0: " "$?: $(cat err)"
"$GSC" bench "$address" work.seen -n 100 -c 9 >out 2>err
same "more connections than the listener takes" "1: gsc: work.seen: $address: " \
	"$?: $(sed -E 's/(the server closed .*|connection reset .*|broken pipe)$//' err)"

says() { # name, text, arguments ...
	name=$1 text=$2
	shift 2
	bench "$@"
	same "$name" "$text" "$status: $(cat err)"
}
more="('gsc bench --help' says more)"
says "no clause" "2: gsc bench: wants ADDR and INSTANCE.CLAUSE $more"
says "an unknown clause" \
	"1: gsc: work.ad: no_clause: work has no 'ad'; did you mean 'add'?" work.ad
says "an argument that is missing" "1: gsc: work.add: 'part' is missing" work.add n=3
says "an argument out of range is the server's to refuse" "1: " \
	work.add n=11 'part={"name": "p"}' -n 10 --cold
same "and counted" "errors:  10 bad_request (100 %)" "$(grep ^errors out)"
for option in "-c 0" "-c 10001" "-P 0" "-P 65536" "-n 0" "-n x"; do
	case $option in
	-c*) most=10000 ;;
	-P*) most=65535 ;;
	*) most=9223372036854775807 ;;
	esac
	says "$option" "2: gsc bench: '${option#* }' of ${option% *} is no number of 1 to $most \
$more" work.seen $option
done
says "a duration that is none" "2: gsc bench: '0s' of --duration is no duration (250ms, 2s) $more" \
	work.seen --duration 0s
says "-n and --duration" "2: gsc bench: -n and --duration exclude each other $more" \
	work.seen -n 10 --duration 1s

if python3 -c 'import os; os.openpty()' 2>/dev/null; then
	python3 "$terminal" 80 24 wait:warming,wait:%,signal:SIGINT \
		"$GSC" bench unix:work.sock work.seen --duration 30s >out
	grep -q "calls/s  p99" out
	pass "a line of progress on a terminal"
	same "an interrupt ends the load" "signal 2" "$(grep '^signal' out)"
	python3 "$terminal" 80 24 wait:p99,signal:SIGINT \
		"$GSC" bench unix:work.sock work.seen --duration 30s --cold >out
	grep -q "^errors:  none" out
	pass "and what there is so far is printed"
	TERM=dumb python3 "$terminal" 80 24 "" \
		"$GSC" bench unix:work.sock work.seen --duration 300ms >out
	[ "$(grep -c 'calls/s' out)" = 0 ]
	pass "none on a dumb one"
else
	for skipped in "a line of progress" "an interrupt" "so far" "a dumb terminal"; do
		count=$((count + 1))
		echo "ok $count - $skipped # SKIP no pseudo-terminals here"
	done
fi

# Servers that are none of ours may answer anything.
python=python3
$python -c 'import msgpack' 2>/dev/null || python=/usr/bin/python3
foreign() { # MODE, wanted, timeout
	rm -f foreign.sock
	$python "$root/tests/support/foreign.py" foreign.sock $1 'x=server x { call f() -> u32; }' &
	other=$!
	wait_until '[ -S foreign.sock ]'
	"$GSC" bench unix:foreign.sock x.f -n 300 -c 3 -P 5 --timeout ${3-30s} >out 2>err
	same "answers that are $1" "$2" "$?: $(cat err)"
	kill -9 "$other"
	wait "$other" 2>/dev/null
}
foreign usual "0: "
foreign slowly "0: "
foreign chatty "0: "
foreign wrong "1: gsc: x.f: unix:foreign.sock: what the server sent is no answer"
foreign broken "1: gsc: x.f: unix:foreign.sock: what the server sent cannot be read"
foreign silent "1: gsc: x.f: unix:foreign.sock: no answer within 0.5 s" 500ms

before=$("$GSC" call unix:work.sock work.seen)
"$GSC" bench unix:work.sock work.count --duration 30s >out 2>err &
load=$!
wait_until '[ "$("$GSC" call unix:work.sock work.seen)" -gt "$before" ]'
kill -KILL "$server"
wait "$load"
same "the end of the server" 1 $?
grep -q "^gsc: work.count: unix:work.sock: " err
pass "is said"
server=
done_testing
