#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc call: notifications, repetition, JSON in, files, terminals.
. tests/support/tap.sh
cat >"$dir/pub.gs" <<'EOT'
enum level { low, high }
protocol heard {
    cast said(by: string<32>, text: string<100>, level: level = low);
    cast over();
}
server pub() notifies heard {
    state { count: u32; }
    call hello(by: string<32>, texts: list<string<100>, 4>) -> (count: u32) {
        for (uint32_t i = 0; i < texts.len; i++)
            heard_said_cast(ctx, gs_peer(ctx), by, texts.items[i], NULL);
        heard_over_cast(ctx, gs_peer(ctx), NULL);
        reply(.count = ++self->count);
    }
    cast greet(text: string<100>) {
        heard_said_cast(ctx, gs_peer(ctx), GS_STR("pub"), text, NULL);
        self->count++;
    }
    call mumble() { heard_over_cast(ctx, gs_peer(ctx), NULL); reply(); }
    call never() { caller(); noreply(); }
    call count() -> u32 { reply(self->count); }
    call sixth() -> u32 {
        if (self->count >= 6)
            failf(denied, "enough");
        reply(++self->count);
    }
}
system bar { listen "unix:pub.sock"; pub: pub(); }
EOT
terminal=$root/tests/support/terminal.py
cd "$dir"
"$GSC" build pub.gs && serve unix:pub.sock ./pub
pass "a server that notifies"
"$GSC" call unix:pub.sock pub.hello by=ann 'texts=["hi", "a\nb"]' >plain
same "without --follow only the reply is printed" "count: 1" "$(cat plain)"

follow() { # file, arguments ...
	file=$1
	shift
	"$GSC" call unix:pub.sock --follow "$@" >"$file" 2>"$file.err" &
	follower=$!
}
follow plain pub.hello by=ann 'texts=["hi", "a\nb"]'
wait_until 'grep -q "count: 2" plain'
kill -TERM "$follower"
wait "$follower"
same "a signal ends it" 143 $?
same "notifications are typed, a line each" 'heard.said by: ann, text: hi, level: low
heard.said by: ann, text: a\x0ab, level: low
heard.over
count: 2' "$(cat plain)"
follow json --json pub.hello '{"by": "ann", "texts": ["\"hi\""]}'
wait_until 'grep -q count json'
kill -TERM "$follower"
wait "$follower"
same "and in JSON" \
'{"notification": "heard.said", "params": {"by": "ann", "text": "\"hi\"", "level": "low"}}
{"notification": "heard.over", "params": {}}
{"count": 3}' "$(cat json)"
follow cast pub.greet text=hey
wait_until 'grep -q hey cast'
same "after a cast, too" "heard.said by: pub, text: hey, level: low" "$(cat cast)"
kill -TERM "$follower"
wait "$follower"
follow trace gs.trace instance=pub
wait_until '"$GSC" call unix:pub.sock pub.count >/dev/null; grep -q "gs.traced .*count" trace'
pass "gs.trace is followed"

same "--repeat N calls N times" "4 4 4" \
	"$(echo $("$GSC" call unix:pub.sock pub.count --repeat 3))"
same "up to the first that fails" "5 6
1: gsc: pub.sixth: denied: enough" "$(echo $("$GSC" call unix:pub.sock pub.sixth --repeat 9 2>err
	status=$?
	[ $status = 0 ] || echo $status >failed)
	echo "$(cat failed): $(cat err)")"
same "--every and --repeat" "6 6" \
	"$(echo $("$GSC" call unix:pub.sock pub.count --every 10ms --repeat 2))"
"$GSC" call unix:pub.sock pub.count --every 1ms >every &
every=$!
wait_until '[ "$(wc -l <every)" -ge 5 ]'
kill "$every"
pass "--every alone goes on"
wait "$every" 2>/dev/null
for repeat in 0 -1 many; do
	"$GSC" call unix:pub.sock pub.count --repeat $repeat 2>err
	same "--repeat $repeat" "2: gsc call: '$repeat' is no number of calls \
('gsc call --help' says more)" "$?: $(cat err)"
done
"$GSC" call unix:pub.sock pub.never --timeout 50ms 2>err
status=$?
# Whichever side says it first.
sed -i -e 's/unix:pub.sock: no answer within 0.05 s$//' \
	-e 's/its time was over before the answer came$//' err
same "--timeout" "1: gsc: pub.never: timeout: " "$status: $(cat err)"

echo '{"by": "ann", "texts": ["x"]}' >all.json
printf '["y"]' >texts
same "arguments as JSON, of a file" '{"count": 7}' \
	"$("$GSC" call unix:pub.sock pub.hello --json @all.json)"
same "and of standard input" '{"count": 8}' \
	"$("$GSC" call unix:pub.sock pub.hello --json @- <all.json)"
same "one argument of a file, one of standard input" 'count: 9' \
	"$(printf bob | "$GSC" call unix:pub.sock pub.hello by=@- texts=@texts)"
says() { # name, text, arguments ...
	name=$1 text=$2
	shift 2
	"$GSC" call unix:pub.sock "$@" >out 2>err
	same "$name" "1: gsc: $text" "$?: $(cat err)"
}
says "JSON that is none" "pub.hello: hello: no JSON at character 14: ',' or '}' is expected" \
	pub.hello '{"by": "ann" "texts": []}'
says "JSON of another type" "pub.hello: hello.texts: '7' is not a list in JSON" \
	pub.hello '{"by": "ann", "texts": 7}'
says "JSON without a field" "pub.hello: hello: 'texts' is missing" pub.hello '{"by": "ann"}'
says "JSON with another field" "pub.hello: hello: hello has no 'bye'; did you mean 'by'?" \
	pub.hello '{"bye": "ann"}'
says "no such file" "pub.hello: none.json: no such file or directory" pub.hello @none.json

if python3 -c 'import os; os.openpty()' 2>/dev/null; then
	printf 'a\033[31mred' >red
	wanted='heard.said by: a\x1b[31mred, text: x, level: low
heard.over
count: 10
signal 2
the terminal is as it was'
	same "what would steer a terminal is shown" "$wanted" \
		"$(python3 "$terminal" 80 24 wait:count,signal:SIGINT \
		"$GSC" call unix:pub.sock pub.hello by=@red 'texts=["x"]' --follow)"
else
	count=$((count + 1))
	echo "ok $count - what would steer a terminal is shown # SKIP no pseudo-terminals here"
fi

[ ! -w /dev/full ] || same "what it prints and nobody can read is told apart from other trouble" \
	"1 gsc: cannot write to standard output: No space left on device" \
	"$("$GSC" call unix:pub.sock pub.mumble --follow 2>err >/dev/full
		echo $? "$(cat err)")"

follow lost pub.count
wait_until '[ -s lost ]'
kill -TERM "$server" && ended "$server"
wait "$follower"
same "the end of the server" "1: gsc: unix:pub.sock: the server closed the connection" \
	"$?: $(cat lost.err)"
done_testing
