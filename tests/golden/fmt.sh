#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc fmt: the layouts of tests/golden/fmt are as ever (BLESS=1 writes them anew), and laying out
# any spec of the tree a second time changes nothing.
. tests/support/tap.sh

for spec in tests/golden/fmt/*.in tests/unit/data/whole.gs; do
	name=$(basename "${spec%.*}")
	expected=tests/golden/fmt/$name.golden
	"$GSC" fmt - <"$spec" >"$dir/laid.gs"
	[ -z "${BLESS-}" ] || cp "$dir/laid.gs" "$expected"
	diff -u "$expected" "$dir/laid.gs" >"$dir/diff" || {
		sed 's/^/# /' "$dir/diff"
		false
	}
	pass "$name is laid out as expected"
done

for spec in $(find tests examples -name '*.gs' | sort); do
	"$GSC" fmt - <"$spec" >"$dir/laid.gs" 2>"$dir/err" || {
		! grep '^gsc: .*left as it is' "$dir/err"
		pass "$spec is refused for what it says"
		continue
	}
	"$GSC" fmt --check "$dir/laid.gs"
	pass "$spec is laid out once and for all"
done
done_testing
