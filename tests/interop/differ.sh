#!/bin/sh
# SPDX-License-Identifier: MIT
# Random types through gsc, random values of them through our codec and through msgpack-c: see
# differ/differ.c. SEED=n repeats a run; SPECS=n, VALUES=n (of each spec) make it longer.
. tests/support/tap.sh
seed=${SEED:-$(date +%N | sed 's/^0*//')}
VALUES=${VALUES:-500000}
export VALUES

differ() { # differ.c
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra $CFLAGS -I. -I"$B/include/gs" -I"$dir" \
		-o "$dir/differ" "$1" "$dir/random.o" tests/support/values.c "$B/lib/libgs.a" \
		-lmsgpackc
}

if ! echo '#include <msgpack.h>' | ${CC:-cc} -E -xc - >/dev/null 2>&1; then
	echo "ok 1 - random values of random types # SKIP no msgpack-c here (make deps)"
	echo 1..1
	exit 0
fi
for i in $(seq "${SPECS:-2}"); do
	echo "# SEED=$seed"
	# shellcheck disable=SC2086
	python3 tests/interop/differ/spec.py "$seed" 16 "$dir" &&
		"$GSC" compile "$dir/random.gs" -o "$dir" &&
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra $CFLAGS -I"$B/include/gs" \
			-o "$dir/random.o" -c "$dir/random.gs.c" &&
		differ tests/interop/differ/differ.c && SEED=$seed "$dir/differ" >"$dir/out"
	pass "random types, number $i, encode and decode as msgpack-c has it"
	grep -v '^ok\|^1\.\.' "$dir/out"
	seed=$((seed + 1))
done
sed 's/load(field, at));$/load(field, at) ^ 1);/' tests/interop/differ/differ.c >"$dir/planted.c"
differ "$dir/planted.c" && ! SEED=$seed "$dir/differ" >"$dir/out"
pass "a planted difference is noticed"
done_testing
