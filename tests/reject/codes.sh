#!/bin/sh
# SPDX-License-Identifier: MIT
# What grammar/codes says of each code is so: its wrong example is refused with that code and no
# other (or warned of, where the code is a warning), its right one passes without a word. Beside the
# two stand the files that they import; those of a change are checked against an older one.
. tests/support/tap.sh

# One directory a code: wrong.gs, right.gs, old.gs, and what they import.
awk -v dir="$dir" '
	/^## / { code = $2; system("mkdir " dir "/" code); print code > (dir "/codes") }
	/^```gs/ {
		path = dir "/" code "/" ($2 == "file" ? $3 : $2 ".gs")
		latin = $3 == "latin1"
		on = 1
		next
	}
	/^```/ { on = 0; close(path) }
	on && latin { print | "iconv -f utf-8 -t latin1 >" path; next }
	on { print > path }' grammar/codes/*.md

check() { # example
	if [ -f old.gs ]; then
		"$GSC" check --against old.gs "$1"
	else
		"$GSC" check "$1"
	fi
}

explained() { # code
	check wrong.gs >said 2>&1
	status=$?
	line='^[a-z]+\.gs:.* (error|warning): .* \[([a-z0-9-]+)\]$'
	codes=$(sed -nE "s/$line/\2/p" said | sort -u)
	if [ "$codes" != "$1" ] || [ $status -eq 0 ] && ! grep -q ' warning: ' said; then
		sed 's/^/# /' said
		return 1
	fi
	check right.gs >said 2>&1 && [ ! -s said ] && return
	sed 's/^/# /' said
	return 1
}

while read -r code; do
	cd "$dir/$code"
	explained "$code"
	pass "$code"
	cd "$root"
done <"$dir/codes"

mkdir "$dir/planted"
cd "$dir/planted"
echo 'struct a { n: u33; }' >wrong.gs
echo 'struct a { n: u32; }' >right.gs
explained unknown-type >said && ! explained unknown-name >said
pass "an example with another code is noticed"
echo 'struct a { n: u34; }' >right.gs
! explained unknown-type >said
pass "a right example that is wrong is noticed"
done_testing
