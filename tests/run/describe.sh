#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc describe: what runs is printed as a spec that compiles, of every example and beyond.
. tests/support/tap.sh
cd "$dir"
ln -s "$root/examples" examples

# The same protocol with nothing behind it, built from what was described, is described likewise.
comes_back() { # address, name
	{
		grep -v '^// ' "$2.seen.gs"
		echo 'system again {'
		echo "    listen \"$1\";"
		sed -n 's|^// \([^:]*\): \(.*\)|    \1: \2();|p' "$2.seen.gs"
		echo '}'
	} >again.gs
	rm -f again.c
	"$GSC" stub again.gs 2>/dev/null && "$GSC" build again.gs again.c 2>/dev/null &&
		serve "$1" ./again
	pass "$2: what is described serves"
	"$GSC" describe "$1" | cmp -s - "$2.seen.gs"
	pass "$2: and is described by the same text"
	kill -TERM "$server" && ended "$server"
	pass "$2 ends again"
}

for spec in examples/*/*.gs; do
	name=$(basename "$spec" .gs)
	grep -q '^system' "$spec" || continue
	address=$(sed -n 's/^    listen "\([^"]*\)".*/\1/p' "$spec" | head -n 1)
	"$GSC" build "$spec" $(grep -L '^int main' "$(dirname "$spec")"/*.c 2>/dev/null) \
		-o "$name" && serve "$address" "./$name"
	pass "$name serves"
	"$GSC" describe "$address" >"$name.seen.gs"
	pass "$name is described"
	"$GSC" compile "$name.seen.gs" && $CC $CFLAGS -Wall -Wextra -Werror \
		-I"$root/$B/include/gs" -c "$name.seen.gs.c" -o "$name.o"
	pass "$name: what is described compiles, and so does its C"
	"$GSC" fmt --check "$name.seen.gs"
	pass "$name: it is laid out"
	same "$name: every child stands at the top" \
		"$("$GSC" call "$address" gs.list | grep -o '"name": "[^"]*", "server": "[^"]*"' |
			sed 's|"name": "\([^"]*\)", "server": "\([^"]*\)"|// \1: \2|')" \
		"$(grep '^// [^:]*: ' "$name.seen.gs")"
	for child in $(sed -n 's|^// \([^:]*\): .*|\1|p' "$name.seen.gs"); do
		"$GSC" describe "$address" "$child" >one.gs && "$GSC" check one.gs
		pass "$name: $child alone, too"
	done
	kill -TERM "$server" && ended "$server"
	pass "$name ends"

	# Refs would have to be wired.
	grep -q '[ <]ref[ ,)>]' "$name.seen.gs" || comes_back "$address" "$name"
done

# Everything that a protocol can say.
cat >every.gs <<'EOT'
const MOST = 1 << 4;
type percent = u8 in 0..100;
type ratio = f64 in 0.0..1.0;
/// What light looks like.
enum color {
    /// As blood.
    red,
    green = 5,
    blue,
}
struct inner { a: percent; at: time; }
struct record {
    /// Said twice,
    /// on two lines.
    name: string<1..20>;
    blob: bytes<2..8>;
    parts: list<inner, MOST>;
    by: map<color, list<percent, 3>, 4>;
    maybe: duration?;
    left: ratio = 0.5;
    tint: color = green;
    note: string<30> = "a \"quoted\"\n\\ é";
    secret pin: string<8> = "";
}
union shape {
    /// Round.
    circle: f32;
    box: record;
    nothing;
}
error odd(n: u64, what: shape) "it is \"odd\"";
error plain;
protocol heard { cast said(text: string<100>, at: time); }
/// All of it.
protocol every {
    call one(
        /// The first.
        a: i8 in -5..5,
        b: i64,
        c: f32 in 0.7..0.8 = 0.8,
        d: bool = true,
        e: u64 in 1..18446744073709551615 = 0xffffffffffffffff,
        f: i64 = -9223372036854775808,
        g: f64 = -1e-300,
        h: duration = 1500ms,
    ) -> (r: record, s: shape?) raises odd, plain timeout none;
    call two(s: shape, l: list<shape, 3>) -> map<string<5>, record, 2> timeout 250us within 64KiB;
    cast three(m: map<u32, string<4>, 7>, o: list<percent, 2>?, secret token: bytes<16>);
}
server all(w: list<u32, 3>? = none, v: u8 = 1) implements every notifies heard {
    call one;
    call two;
    cast three;
    call own(x: percent?) -> percent;
}
server line() keyed by color: color idle 90s max 7 evict implements every {
    mailbox 5 64KiB overflow reject;
    call one;
    call two existing;
    cast three existing;
    cast own(to: time = 0) within 1KiB existing;
}
server nth(rest: duration = 1h, most: u16 = 3) keyed by n: i64 in -5..5 idle rest max most {
    mailbox most;
    call own(x: u8);
}
server part() keyed by secret of: percent { call own(); }
system every_system {
    listen "unix:every.sock";
    all: all();
    line: line();
    nth: nth();
    part: part();
}
EOT
rm -f every.c
"$GSC" stub every.gs 2>/dev/null && "$GSC" build every.gs every.c 2>/dev/null &&
	serve unix:every.sock ./every
pass "every type, default and word"
"$GSC" describe unix:every.sock >every.seen.gs
kill -TERM "$server" && ended "$server"
same "is described as it was written" \
	"$(sed '/^const/d; /^type ratio/d; s/MOST/16/; s/0xffffffffffffffff/18446744073709551615/
		/^server/,$s/()//' every.gs | sed '/^system/,$d' | tr -d ' \n')" \
	"$(sed '/^\/\/ /d' every.seen.gs | tr -d ' \n' |
		sed 's/x:u8?in0..100/x:percent?/; s/a:u8in0..100/a:percent/
			s/of:u8in0..100/of:percent/
			s/f64in0.0..1.0=0.5/ratio=0.5/')"
"$GSC" check every.gs 2>before
"$GSC" check every.gs --against every.seen.gs 2>err && cmp before err
pass "and is no change of what was written"
comes_back unix:every.sock every

# More instances than one answer of gs.list holds, and two servers that share what they need.
cat >many.gs <<'EOT'
struct piece { size: u32; }
server worker() { call look() -> piece { reply({ 1 }); } }
server desk() {
    call hire(count: u32) -> piece {
        gs_ref ref;
        uint32_t hired = 0;
        while (hired < count && worker_start(ctx, "jobs", &ref) == GS_OK)
            hired++;
        reply({ hired });
    }
}
protocol look { call piece() -> piece; }
server last() implements look {
    call piece { reply({ 1 }); }
    call more(piece: piece) { reply(); }
}
system many {
    listen "unix:many.sock";
    listen "unix:some.sock" serves zebra as look;
    desk: desk();
    jobs: dynamic worker max 2000;
    zebra: last();
}
EOT
"$GSC" build many.gs && serve unix:many.sock ./many
pass "a crowd"
same "is hired" '{"size": 1500}' "$("$GSC" call unix:many.sock desk.hire count=1500)"
same "of a group one stands for all, and those behind it are found" "// desk: desk
// jobs#N: worker
// zebra: last

struct piece {
    size: u32;
}

server desk {
    call hire(count: u32) -> piece;
}

server worker {
    call look() -> piece;
}

protocol look {
    call piece() -> piece;
}

server last implements look {
    call piece;
    call more(piece: piece);
}" "$("$GSC" describe unix:many.sock)"
same "a listener's own view" "// zebra: last

struct piece {
    size: u32;
}

protocol look {
    call piece() -> piece;
}" "$("$GSC" describe unix:some.sock)"
same "what it does not serve" "1: gsc: desk: denied: 'desk' is not served here" \
	"$("$GSC" describe unix:some.sock desk 2>&1 >/dev/null | sed 's/^/1: /')"
same "nobody" "gsc: nobody: no_server: there is no server 'nobody'" \
	"$("$GSC" describe unix:many.sock nobody 2>&1)"
"$GSC" describe unix:many.sock gs >runtime.gs && "$GSC" fmt --check runtime.gs &&
	"$GSC" compile runtime.gs
pass "the runtime's own instance: what is described compiles"
cat >runtime.c <<'EOT'
#include "runtime.gs.h"

#include <stdio.h>

int main(void)
{
	gs_client *client = gs_client_open("unix:many.sock");
	struct runtime_list_reply reply = { 0 };
	gs_status status = runtime_list_call(client, "gs", NULL, &reply);

	printf("%d %u\n", status, reply.value.len);
	gs_client_close(client);
}
EOT
# shellcheck disable=SC2086
$CC $CFLAGS -Wall -Wextra -Werror -I"$root/$B/include/gs" runtime.c runtime.gs.c \
	"$root/$B/lib/libgs.a" -o runtime
same "and its client is understood" "0 1000" "$(./runtime)"
kill -TERM "$server" && ended "$server"
pass "the crowd ends"
"$GSC" describe unix:many.sock >out 2>err
same "a server that is not there" "1: gsc: unix:many.sock: no such file or directory" \
	"$?: $(cat err)"
"$GSC" describe >out 2>err
same "no address" \
	"2: gsc describe: wants ADDR and perhaps one INSTANCE ('gsc describe --help' says more)" \
	"$?: $(cat err)"

# Servers that are none of ours may say anything.
python=python3
$python -c 'import msgpack' 2>/dev/null || python=/usr/bin/python3
foreign() { # name, wanted, INSTANCE=TEXT ...
	name=$1 wanted=$2
	shift 2
	rm -f foreign.sock
	serve unix:foreign.sock $python "$root/tests/support/foreign.py" foreign.sock "$@"
	"$GSC" describe unix:foreign.sock >out 2>err
	same "$name" "$wanted" "$?: $(cat err)"
	kill -9 "$server"
	wait "$server" 2>/dev/null
}
foreign "two that differ" "1: gsc: unix:foreign.sock: 'piece' of b is not the 'piece' of a: \
one file cannot hold both; describe one INSTANCE at a time" \
	"a=struct piece { x: u32; } server s { call f() -> piece; }" \
	"b=struct piece { y: u32; } server t { call f() -> piece; }"
foreign "C where declarations should stand" \
	"1: gsc: a: gs.describe answers with more than declarations" \
	'a=%{ int x; %} server s { call f(); }'
foreign "what is no spec" "1: <a>:1:1: error: expected a declaration, found 'hello' [syntax]
hello world
^~~~~
gsc: a: this gsc does not understand what gs.describe answers" "a=hello world"
done_testing
