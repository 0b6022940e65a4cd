#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc top: the plain table, and the live one in a terminal of many sizes.
. tests/support/tap.sh
terminal=$root/tests/support/terminal.py
cat >"$dir/shop.gs" <<'EOT'
server till() {
    state { sold: u64; }
    call sell(n: u32 in 1..9 = 1) -> u64 { reply(self->sold += n); }
    call refuse() { failf(overloaded, "no"); }
    cast slow() {
        gs_instant end = gs_now(ctx);
        for (uint32_t i = 0; i < 2000000; i++)
            self->sold += (uint64_t)end;
    }
    cast crash() { stop("asked to"); }
}
server worker() { call look() { reply(); } }
server boss() {
    call hire(count: u32) -> u32 {
        gs_ref ref;
        uint32_t hired = 0;
        while (hired < count && worker_start(ctx, "workers", &ref) == GS_OK)
            hired++;
        reply(hired);
    }
}
system shop {
    listen "unix:shop.sock";
    listen "tcp:127.0.0.1:0";
    intensity 100 in 1s;
    front: till();
    back: till();
    boss: boss();
    workers: dynamic worker max 2000;
}
EOT
cd "$dir"
"$GSC" build shop.gs && serve unix:shop.sock ./shop
pass "a shop"
tcp=$(sed -n 's/.*listening on \(tcp:.*\)/\1/p' server.out)
top() {
	"$GSC" top "$@" >out 2>err
	status=$?
}
call() {
	"$GSC" call unix:shop.sock "$@" >/dev/null 2>&1
}
top unix:shop.sock --once --every 50ms --sort name
same "a table" "0: $tcp 0
INSTANCE  SERVER  STATUS   QUEUE  MSG/S  FAIL/S    TIME  BUSY  RESTARTS  MESSAGES  FAILED
back      till    running      0      0       0       -    0%         0         0       0
boss      boss    running      0      0       0       -    0%         0         0       0
front     till    running      0      0       0       -    0%         0         0       0" \
	"$status: $(sed "1d; s/^unix:shop.sock 1  //" out)"
same "under a line of the whole" \
	"unix:shop.sock  3 instances, 1 connection, N messages/s, 0 failed/s" \
	"$(sed -n '1s/, [0-9.]* mess/, N mess/p' out)"

call front.sell --repeat 3
call front.refuse
call front.crash
call gs.suspend instance=back
call back.slow --repeat 4
wait_until '"$GSC" top unix:shop.sock --once --every 10ms | grep -q "back .*suspended      4 "'
pass "a suspended server, and its queue"
wait_until '"$GSC" top unix:shop.sock --once --every 10ms |
	grep -q "front .* running *0 .* 1         5       2$"'
pass "messages, failures, restarts"
call gs.resume instance=back
top "$tcp" --once --every 10ms
same "over TCP without times, which is said" "0 3 1" \
	"$status $(grep -c ' - *- ' out) $(grep -c "gs.stats is for the program's own user" out)"

"$GSC" bench unix:shop.sock front.sell --duration 30s -c 3 -P 8 >/dev/null 2>&1 &
load=$!
wait_until '"$GSC" top unix:shop.sock --once --every 200ms >out
	grep -q "front .*[0-9][kM] .*[nu]s .*%" out'
same "the busiest first, its rate and its time" front "$(sed -n '4s/ .*//p' out)"
wait_until '"$GSC" top unix:shop.sock --once --every 10ms | grep -q "unix:shop.sock 4"'
pass "connections of a listener"
kill "$load"
wait "$load" 2>/dev/null

if ! python3 -c 'import os; os.openpty()' 2>/dev/null; then
	count=$((count + 1))
	echo "ok $count - the live view # SKIP no pseudo-terminals here"
	done_testing
	exit
fi
live() { # columns, rows, steps, arguments ...
	columns=$1 rows=$2 steps=$3
	shift 3
	TERM=xterm python3 "$terminal" "$columns" "$rows" "$steps" "$GSC" top unix:shop.sock "$@" |
		sed -E 's/, [0-9.]+k? messages/, N messages/'
}
same "live" "unix:shop.sock  3 instances, 1 connection, N messages/s, 0 failed/s
unix:shop.sock 1  $tcp 0  overloaded 1
INSTANCE  SERVER  STATUS   QUEUE  MSG/S  FAIL/S    TIME  BUSY  RESTARTS
back      till    running      0      0       0       -    0%         0
boss      boss    running      0      0       0       -    0%         0
front     till    running      0      0       0       -    0%         1
q quit  s sort by queue (now name)  up, down scroll
----------
status 0
the terminal is as it was" "$(live 80 24 "wait:messages/s,gone:-       -,show,key:q" --every 100ms \
	--sort name)"
same "in 40 columns" "unix:shop.sock  3 instances, 1 connectio
INSTANCE  STATUS   QUEUE  MSG/S    TIME
q quit  s sort by queue (now name)  up," \
	"$(live 40 24 "wait:q quit,show,key:q" --sort name --every 100ms 2>&1 |
		grep -e '^unix.*inst' -e INST -e quit | sed 's/, N.*//; s/ *$//')"
same "in 12" "INSTANCE
back
boss
front" "$(live 12 24 wait:front,show,key:q --sort name | sed -n '3,6p')"
live 80 24 wait:QUEUE,size:30:10,gone:RESTARTS,size:100:30,wait:MESSAGES,key:q >out
same "it follows the terminal's size" "status 0" "$(sed -n '/^status/p' out)"
NO_COLOR=1 live 80 24 wait:QUEUE,key:q >out
same "no colours with NO_COLOR" "0 1" \
	"$(grep -c '\[[0-9]*m' out) $(grep -c QUEUE out | sed 's/[1-9].*/1/')"
live 80 24 wait:QUEUE,key:q >out
same "else there are" 1 "$(grep -c '\[7mINSTANCE' out | sed 's/[1-9].*/1/')"
TERM=dumb python3 "$terminal" 80 24 "" "$GSC" top unix:shop.sock --every 10ms >out
same "a dumb terminal gets the plain table" "0 status 0" \
	"$(grep -c "$(printf '\033')" out) $(grep status out)"
for signal in HUP=1 INT=2 QUIT=3 TERM=15; do
	number=${signal#*=} signal=${signal%=*}
	same "after SIG$signal the terminal is as it was" \
		"signal $number the terminal is as it was" \
		"$(echo $(live 80 24 "wait:QUEUE,signal:SIG$signal" | tail -n 2))"
done
same "so it is after a stop" "status 0 the terminal is as it was" \
	"$(echo $(live 80 24 wait:QUEUE,signal:SIGTSTP,signal:SIGCONT,key:s,wait:"now name",key:q |
		tail -n 2))"
same "keys sort" "status 0" "$(live 80 24 \
	"wait:now rate,key:s,wait:now name,key:s,wait:now queue,key:s,wait:now time,key:s,\
wait:now busy,key:s,wait:now restarts,key:s,wait:now rate,key:x,key:esc,key:q" | grep ^status)"

"$GSC" call unix:shop.sock boss.hire count=1500 >/dev/null
same "more than fit are scrolled" "status 0" "$(live 80 10 "wait:back,key:esc[B,gone:back,key:j,\
gone:boss,key:k,wait:boss,key:esc[6~,gone:boss,key:esc[5~,wait:boss,key:q" --sort name |
	grep ^status)"
messages() {
	"$GSC" call unix:shop.sock gs.stats instance=gs | sed -n 's/^messages: //p'
}
before=$(messages)
live 80 10 wait:QUEUE,key:q --every 1h >out
[ $(($(messages) - before)) -lt 40 ]
pass "a look asks for the times of those that are shown, or near that"
before=$(messages)
live 80 10 wait:QUEUE,key:q --every 1h --sort time >out
[ $(($(messages) - before)) -gt 500 ]
pass "or of more, to put them in order"
top unix:shop.sock --once --every 10ms --sort name
same "all of them are there" "1503 workers#999" "$(sed 1,3d out | wc -l | tr -d ' ') \
$(tail -n 1 out | sed 's/ .*//')"

live 80 10 "wait:QUEUE,touch:there,wait:trying again,touch:gone,gone:trying again,\
wait:front,key:q" --every 50ms >out &
view=$!
wait_until '[ -e there ]'
kill -KILL "$server"
wait "$server" 2>/dev/null
wait_until '[ -e gone ]'
serve unix:shop.sock ./shop
wait "$view"
same "a server that goes and comes back" "status 0" "$(grep ^status out)"
kill -TERM "$server" && ended "$server"
pass "the shop ends"

says() { # name, text, arguments ...
	name=$1 text=$2
	shift 2
	top "$@"
	same "$name" "$text" "$status: $(cat err)"
}
more="('gsc top --help' says more)"
says "nobody there" "1: gsc: unix:shop.sock: no such file or directory" unix:shop.sock
says "no address" "2: gsc top: wants one ADDR $more"
says "no duration" "2: gsc top: '0s' of --every is no duration (250ms, 2s) $more" unix:shop.sock \
	--every 0s
says "no order" "2: gsc top: 'age' is no order; rate, name, queue, time, busy and restarts are \
$more" unix:shop.sock --sort age
done_testing
