#!/bin/sh
# SPDX-License-Identifier: MIT
# What the README shows is so: its spec, its clients and its table of packages.
. tests/support/tap.sh
block() { # kind, of the first block marked so
	awk -v kind='```'"$1" '
		$0 == "```" { on = 0 }
		on { print }
		$0 == kind && !done { on = done = 1 }' README.md
}
block gs | cmp -s - examples/rate_limiter/limits.gs
pass "the README's spec is the example"
block python >"$dir/client.py"
block c >"$dir/client.c"
block console | sed -n 's/^\$ gsc call //p' >"$dir/call"
packages=$(sed -n '/^define DEPS/,/^endef/p' Makefile | sed '1d;$d' |
	awk -F ' *[|] *' '{ print "| " $1 " | " $3 " |" }')
same "its packages are those of make deps" "$packages" \
	"$(sed -n '/^| --- | --- |$/,/^$/p' README.md | sed '1d;$d')"
for picture in $(sed -n 's/^!\[.*\](\(.*\))$/\1/p' README.md); do
	python3 -c 'import sys, xml.dom.minidom as dom; dom.parse(sys.argv[1])' "$picture"
	pass "$picture is there, and XML"
done
if python3 -c 'import os; os.openpty()' 2>/dev/null; then
	PYTHONDONTWRITEBYTECODE=1 python3 tests/support/picture.py "$dir/p.svg" version 40 4 \
		wait:abi,draw "$GSC" version >/dev/null
	grep -q '>gsc [0-9.]* (abi [0-9]*)</text>' "$dir/p.svg"
	pass "a picture shows what a terminal does"
fi
python=python3
$python -c 'import msgpack' 2>/dev/null || python=/usr/bin/python3

cp examples/rate_limiter/limits.gs "$dir"
libs="-Ibuilt/include/gs built/lib/libgs.a"
cd "$dir"
ln -s "$root/$B" built
"$GSC" build limits.gs && serve unix:limits.sock ./limits --set limiter.period=1h
pass "it builds and serves"
same "gsc call" "remaining: 997" "$("$GSC" call $(cat call))"
same "the client in Python" "[1, 1, None, {'remaining': 994}]" "$($python client.py)"
"$GSC" compile limits.gs && $CC $CFLAGS client.c limits.gs.c $libs -o client
pass "the client in C compiles"
same "the client in C" "remaining: 991" "$(./client)"
kill -TERM "$server" && ended "$server"
pass "it ends"
done_testing
