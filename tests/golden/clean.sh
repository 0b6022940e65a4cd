#!/bin/sh
# SPDX-License-Identifier: MIT
# What gsc makes compiles without a word from either compiler where nobody looks at a golden: at
# more levels of optimisation, with texts and names longer than ISO C promises, under odd names.
. tests/support/tap.sh
golden=tests/golden
warnings="-std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I$B/include/gs"

clean() { # name, levels, file.c
	for cc in gcc clang; do
		command -v $cc >/dev/null || continue
		for level in $2; do
			# shellcheck disable=SC2086
			$cc $warnings $level -c -o "$dir/clean.o" "$3" >"$dir/said" 2>&1
			status=$?
			sed "s/^/# $cc $level: /" "$dir/said" | head -20
			[ $status -eq 0 ]
			pass "$1 is clean with $cc $level"
		done
	done
}

for spec in types unions handlers; do
	"$GSC" compile $golden/$spec.gs -o "$dir" && clean $spec "-Og -O1" "$dir/$spec.gs.c"
done

# One of each where a text may stand, as long as may be and one byte longer.
text() { # bytes
	printf "%${1}s" '' | tr ' ' x
}
spec() { # text, name
	cat <<END
const WORDS = "$1";
enum color { red, ${2}_red }
error full(note: string<5000> = "$1") "$1";
protocol p { call ask_$2(a: string<5000> = "$1", n${2}n: u8 = 1) raises full; }
server one(s: string<5000> = "$1") implements p {
    state { t: string = "$1"; c: color; }
    call ask_$2 { fail(full, .note = a); }
}
END
}
spec "$(text 4095)" name >"$dir/promised.gs"
spec "$(text 4096)" "$(text 4096)" >"$dir/longer.gs"
for spec in promised longer; do
	"$GSC" compile "$dir/$spec.gs" -o "$dir" && clean "a $spec text" -O0 "$dir/$spec.gs.c"
	printf '#include "%s.gs.h"\nint main(void) { return 0; }\n' $spec >"$dir/user.c"
	clean "the header of a $spec text" -O0 "$dir/user.c"
done
# What is allowed there is not allowed to who includes the header.
printf 'const char *planted = "%s";\n' "$(text 4096)" >>"$dir/user.c"
# shellcheck disable=SC2086
! ${CC:-cc} $warnings -fsyntax-only "$dir/user.c" 2>/dev/null
pass "planted: a long text behind the header is noticed"

printf 'server s() { call a() { reply(); } }\n%%{\nstruct unused;\n%%}\n' \
	>"$dir/a\\wq.gs"
"$GSC" compile "$dir/a\\wq.gs" -o "$dir" && clean "a\\wq.gs" -O0 "$dir/a\\wq.gs.c"
grep -q '^#line [0-9]* "a\\\\wq.gs.c"$' "$dir/a\\wq.gs.c"
pass "#line escapes the file's name"
done_testing
