#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc describe: what runs is printed as a spec that compiles, of every example and beyond.
. tests/support/tap.sh
examples=$root/examples
cd "$dir"

for spec in "$examples"/*/*.gs; do
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

	# The same protocol, with nothing behind it; refs would have to be wired.
	! grep -q '[ <]ref[ ,)>]' "$name.seen.gs" || continue
	{
		grep -v '^// ' "$name.seen.gs"
		echo 'system again {'
		echo "    listen \"$address\";"
		sed -n 's|^// \([^:]*\): \(.*\)|    \1: \2();|p' "$name.seen.gs"
		echo '}'
	} >again.gs
	rm -f again.c
	"$GSC" stub again.gs 2>/dev/null && "$GSC" build again.gs again.c &&
		serve "$address" ./again
	pass "$name: what is described serves"
	"$GSC" describe "$address" | cmp -s - "$name.seen.gs"
	pass "$name: and is described by the same text"
	kill -TERM "$server" && ended "$server"
	pass "$name ends again"
done

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
"$GSC" describe unix:many.sock gs | grep -q "^protocol gs {"
pass "the runtime's own instance"
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
