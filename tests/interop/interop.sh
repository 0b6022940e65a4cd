#!/bin/sh
# SPDX-License-Identifier: MIT
# The clients in Python, JavaScript and C against one running server; each prints its own TAP.
. tests/support/tap.sh
here=$root/tests/interop
python=python3
$python -c 'import msgpack' 2>/dev/null || python=/usr/bin/python3

"$GSC" build "$here/shapes.gs" -o "$dir/shapes"
pass "shapes.gs builds"
cd "$dir"
serve unix:shapes.sock ./shapes
pass "it serves"
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 $python "$here/test.py" shapes.sock >python.out
pass "the client in Python ends well"
if [ -d "$root/build/npm/node_modules/@msgpack" ]; then
	NODE_PATH=$root/build/npm/node_modules node "$here/test.js" shapes.sock >node.out
	pass "the client in JavaScript ends well"
else
	echo "ok - the client in JavaScript # SKIP no @msgpack/msgpack here (make deps, with npm)" \
		>node.out
fi
if echo '#include <msgpack.h>' | ${CC:-cc} -E -xc - >/dev/null 2>&1; then
	: >c.out
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra $CFLAGS -I"$root" -o client \
		"$here"/c/test.c "$here"/c/client.c "$here"/c/value.c -lmsgpackc &&
		./client shapes.sock >c.out
	pass "the client in C ends well"
else
	echo "ok - the client in C # SKIP no msgpack-c here (make deps)" >c.out
fi
cat python.out node.out c.out
count=$((count + $(cat python.out node.out c.out | grep -cE '^(not )?ok ')))
kill -TERM "$server" && ended "$server"
pass "the server ends in order"
done_testing
