#!/bin/sh
# SPDX-License-Identifier: MIT
# Every block marked gs in the language reference passes gsc check.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
awk -v dir="$dir" '
	/^```gs$/ { n++; on = 1; next }
	/^```$/ { on = 0 }
	on { print > (dir "/" n ".gs") }' grammar/language.md
n=0
for file in "$dir"/*.gs; do
	n=$((n + 1))
	if "$GSC" check "$file"; then
		echo "ok $n - block $n of grammar/language.md is accepted"
	else
		echo "not ok $n - block $n of grammar/language.md is accepted"
	fi
done
echo "1..$n"
