#!/bin/sh
# SPDX-License-Identifier: MIT
# Each example builds, runs and answers as its own test says.
set -u
for test in examples/*/test.sh; do
	echo "# $test"
	sh "$test"
done | awk '
	/^(not )?ok / { n++; sub(/ok [0-9]+/, "ok " n) }
	/^1\.\./ { sub(/.*\.\./, ""); planned += $0; next }
	{ print }
	END { print "1.." planned }'
