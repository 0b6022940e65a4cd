#!/bin/sh
# SPDX-License-Identifier: MIT
# Generated codecs against the tables beside them, at random: see codec/agree.c.
. tests/support/tap.sh
for spec in types big evolution; do
	"$GSC" compile tests/golden/$spec.gs -o "$dir" || exit 1
done
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -D_GNU_SOURCE $CFLAGS -I. -I"$B/include/gs" -I"$dir" -o "$dir/agree" \
	tests/golden/codec/agree.c "$dir"/*.gs.c "$B/lib/libgs.a" || exit 1
"$dir/agree"
