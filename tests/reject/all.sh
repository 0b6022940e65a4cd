#!/bin/sh
# SPDX-License-Identifier: MIT
# Every spec here is refused with just the text in NAME.err, status 1, and no file written; those
# called warning_NAME are accepted, with just that text. Where there is a NAME.old, the spec is
# right, and refused against that older one; against itself none is. BLESS=1 writes the texts anew:
# read them.
. tests/support/tap.sh

check() { # spec
	older=${1%.gs}.old
	[ ! -f "$older" ] || set -- --against "$older" "$1"
	"$GSC" check "$@"
}

# Does the spec get the expected text and status? Shows what differs.
judge() { # spec, expected, status
	check "$1" >"$dir/said" 2>&1
	status=$?
	if ! diff -u "$2" "$dir/said" >"$dir/diff" 2>&1; then
		sed 's/^/# /' "$dir/diff"
		return 1
	fi
	if [ $status -ne "$3" ]; then
		echo "# gsc check ended with status $status, not $3"
		return 1
	fi
}

# Does gsc compile end with status 1 and leave nothing behind?
writes_nothing() { # spec
	mkdir "$dir/out"
	"$GSC" compile "$1" -o "$dir/out" >/dev/null 2>&1
	status=$?
	left=$(ls -A "$dir/out")
	rm -rf "$dir/out"
	[ $status -eq 1 ] && [ -z "$left" ] && return
	echo "# gsc compile ended with status $status and wrote: $left"
	return 1
}

# A judge that never says no would pass everything: three that it must refuse.
planted() {
	printf 'struct a { n: u33; }\n' >"$dir/planted.gs"
	"$GSC" check "$dir/planted.gs" >"$dir/planted.err" 2>&1
	judge "$dir/planted.gs" "$dir/planted.err" 1 || return
	sed 's/u33/u34/' "$dir/planted.err" >"$dir/other.err"
	! judge "$dir/planted.gs" "$dir/other.err" 1 >/dev/null || return
	! judge "$dir/planted.gs" "$dir/planted.err" 0 >/dev/null || return
	printf 'struct a { n: u32; }\n' >"$dir/fine.gs"
	! writes_nothing "$dir/fine.gs" >/dev/null
}

planted
pass "a wrong expectation is noticed"
for spec in tests/reject/*.gs; do
	expected=${spec%.gs}.err
	name=$(basename "${spec%.gs}")
	[ -z "${BLESS-}" ] || check "$spec" >"$expected" 2>&1
	case $name in
	warning_*) judge "$spec" "$expected" 0 ;;
	*)
		judge "$spec" "$expected" 1 &&
			{ [ -f "${spec%.gs}.old" ] || writes_nothing "$spec"; }
		;;
	esac
	pass "$name"
done
for expected in tests/reject/*.err; do
	[ -f "${expected%.err}.gs" ] || { false; pass "$expected has a spec"; }
done

# Nothing has changed in a spec that is as it was.
against_itself() {
	for spec in examples/*/*.gs tests/golden/*.gs tests/behaviours/*.gs; do
		[ -f "$spec" ] || continue
		"$GSC" check "$spec" >"$dir/alone" 2>&1 || continue
		"$GSC" check "$spec" --against "$spec" >"$dir/said" 2>&1
		cmp "$dir/alone" "$dir/said" || return
	done
}

against_itself
pass "no spec breaks itself"
done_testing
