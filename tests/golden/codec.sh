#!/bin/sh
# SPDX-License-Identifier: MIT
# Generated codecs against the tables beside them, at random: see codec/agree.c.
. tests/support/tap.sh

agree() { # directory with the generated files
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_GNU_SOURCE $CFLAGS -I. -I"$B/include/gs" -I"$1" -o "$dir/agree" \
		tests/golden/codec/agree.c tests/support/values.c "$1"/*.gs.c \
		"$B/lib/libgs.a" && "$dir/agree"
}

for spec in types big evolution unions; do
	"$GSC" compile tests/golden/$spec.gs -o "$dir" || exit 1
done
agree "$dir" | grep -v '^1\.\.'
count=24

# Planted: a reader and a writer that let one too many through must be noticed, or end by a signal.
mkdir "$dir/planted"
for change in 's/gs_read_u8(&at, in, 1, 9,/gs_read_u8(\&at, in, 1, 10,/' \
	's/msg->a <= 9 /msg->a <= 10 /' \
	's/gs_read_member(&at, in, 3,/gs_read_member(\&at, in, 2,/' \
	's/gs_write_member(&at, 2)/gs_write_member(\&at, 1)/' \
	's/gs_write_keys(/0 < sizeof(/' 's/\.room = [0-9]*/.room = 1/'; do
	cp "$dir"/*.gs.? "$dir/planted"
	sed -i "$change" "$dir"/planted/*.gs.c
	diff -rq "$dir" "$dir/planted" | grep -q '\.gs\.c differ$' && {
		agree "$dir/planted" >"$dir/out" 2>&1
		[ $? -gt 128 ] || grep -q '^not ok' "$dir/out"
	}
	pass "planted: $change"
done
done_testing
