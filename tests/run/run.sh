#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc run: builds somewhere else, runs here, passes on signals and the status.
. tests/support/tap.sh
mkdir "$dir/tmp" "$dir/here"
cp examples/rate_limiter/limits.gs "$dir"
cd "$dir/here"
TMPDIR=$dir/tmp
export TMPDIR

serve unix:limits.sock "$GSC" run ../limits.gs
pass "it runs in the caller's directory"
same "nothing is left in TMPDIR while it runs" "" "$(ls "$dir/tmp")"
same "it prints nothing of its own" 0 "$(grep -vc '^info' "$dir/server.out")"
same "it serves" "remaining: 997" "$("$GSC" call unix:limits.sock limiter.acquire n=3)"
kill -TERM "$server"
ended "$server"
same "SIGTERM ends the program in order" 0 $?
same "nothing is left here" "" "$(ls)"
same "nothing is left in TMPDIR" "" "$(ls "$dir/tmp")"

serve unix:other.sock "$GSC" run ../limits.gs -- --listen unix:other.sock --set limiter.capacity=5
pass "the program's arguments come after --"
same "and are its" "remaining: 2" "$("$GSC" call unix:other.sock limiter.acquire n=3)"
"$GSC" run ../limits.gs -- --listen unix:other.sock >out 2>&1
same "an address in use is status 1" "1 1" "$? $(grep -c 'other.sock' out)"
kill -TERM "$server" && ended "$server"
pass "the first one ends"
"$GSC" run ../limits.gs -- --nonsense >out 2>&1
same "a wrong option of the program is status 2" 2 $?
"$GSC" run ../limits.gs -- --set limiter.capacity=-1 >out 2>&1
ended_with=$?
grep -q "limiter.capacity" out
pass "a wrong setting is named"
same "and refused" 2 $ended_with
"$GSC" run ../limits.gs unknown >out 2>&1
same "an argument without --" 2 $?

# Who kills gsc kills the program: they are one process.
serve unix:limits.sock "$GSC" run ../limits.gs
kill -KILL "$server" && ended "$server"
"$GSC" call unix:limits.sock limiter.acquire >out 2>&1
same "SIGKILL ends the program" 1 $?
rm -f limits.sock
"$GSC" run ../limits.gs -- --nonsense 2>&1 | grep -q "^limits: unknown option --nonsense"
pass "it bears the name of the spec"

# --help names the parameters in the spec's own words; gs.state shows the same.
cat >said.gs <<'EOF'
enum color { red, green }
protocol ping { call ping(); }
server clock(other: ref<ping>, all: list<ref<ping>, 4>, color: color = green,
        rest: duration = 1500ms, share: f64 = 0.1, less: f32 in 0.0..0.7 = 0.2,
        name: string<9> = "a\"b", data: bytes<4> = "ab", most: u8? = none,
        secret key: string<9> = "") implements ping {
    state { then: time; now: time; before: time; }
    init { self->then = 1500000000250000000; self->before = -1; }
    call ping { reply(); }
}
system said {
    listen "unix:said.sock";
    a: clock(other = b, all = [b, a]);
    b: clock(other = a, all = []);
}
EOF
words='color: color = green
rest: duration = 1500ms
share: f64 = 0.1
less: f32 = 0.2
name: string = "a\"b"
data: bytes = 0x6162
most: optional = none
key: string = ***'
"$GSC" build said.gs -o said && ./said --help >out
pass "--help"
same "children and lists of them" "other: ref = b
all: list = [b, a]
$words" "$(sed -n 's/^    a\.//p' out)"
same "no children" "all: list = []" "$(sed -n 's/^    b\.\(all.*\)/\1/p' out)"
serve unix:said.sock ./said --set a.less=0.7
"$GSC" call unix:said.sock gs.state instance=a >out
same "the state likewise, with times" \
	"$(echo "$words" | sed 's/: [a-z0-9]* =/:/; s/^less: 0.2/less: 0.7/')
then: 2017-07-14T02:40:00.25Z
now: 1970-01-01T00:00:00Z
before: 1969-12-31T23:59:59.999999999Z" "$(sed 1,2d out)"
kill -TERM "$server" && ended "$server"

# The port is printed, and is the one it listens on.
"$GSC" build ../limits.gs -o limits && ./limits --listen tcp:127.0.0.1:0 >out 2>&1 &
server=$!
wait_until 'grep -q "tcp:127.0.0.1:[1-9]" out'
address=$(sed -n 's/.*\(tcp:127.0.0.1:[0-9]*\).*/\1/p' out | head -n 1)
same "TCP on any port" "remaining: 999" "$("$GSC" call "$address" limiter.acquire)"
./limits --listen "$address" >out2 2>&1
same "a port in use" "1 1 1" "$? $(wc -l <out2 | tr -d ' ') $(grep -c "$address" out2)"
kill -TERM "$server"

# A program that a signal ends is said to be.
cat >crash.gs <<'EOF'
%{
#include <signal.h>
%}
server s { init { raise(SIGKILL); } }
system crash { x: s(); }
EOF
("$GSC" run crash.gs) 2>err
same "ended by a signal" 137 $?
same "nothing is left in TMPDIR in the end" "" "$(ls "$dir/tmp")"
done_testing
