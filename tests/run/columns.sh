#!/bin/sh
# SPDX-License-Identifier: MIT
# What the C compiler finds in a body or between %{ and %} it reports at the line and column of the
# .gs file, whatever stands before it in the line, also in imported files: gcc and clang.
. tests/support/tap.sh
cp tests/run/columns/*.gs "$dir"
cd "$dir"

# The places of all words nonsense_N in a file, as compilers count columns: "3:9 nonsense_1".
# gcc counts what a line shows, with tabs to every 8th column; clang counts bytes.
places() { # file, gcc or clang
	python3 - "$1" "$2" <<'END'
import re
import sys
import unicodedata

for number, line in enumerate(open(sys.argv[1], encoding="utf-8", newline=""), 1):
    for found in re.finditer(r"nonsense_\d+", line):
        column, before = 0, line[:found.start()]
        if sys.argv[2] == "clang":
            column = len(before.encode())
        else:
            for char in before:
                wide = unicodedata.east_asian_width(char) in "WF"
                column = (column // 8 + 1) * 8 if char == "\t" else column + 1 + wide
        print(f"{number}:{column + 1} {found.group()}")
END
}

# The same, as the compiler told them.
told() { # file
	sed -nE "s/^$1:([0-9]+:[0-9]+): error: .*(nonsense_[0-9]+).*/\1 \2/p" err
}

for compiler in gcc clang; do
	command -v "$compiler" >/dev/null || continue
	CC=$compiler "$GSC" build main.gs -o main 2>err
	same "$compiler refuses it" 1 $?
	for file in main.gs other.gs; do
		same "$compiler: $file" "$(places $file $compiler)" "$(told $file)"
	done
done
done_testing
