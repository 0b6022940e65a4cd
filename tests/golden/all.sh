#!/bin/sh
# SPDX-License-Identifier: MIT
# What gsc makes of the specs here and of the example: the same text as ever, from any directory;
# clean with both compilers, the header in C++ too; no row too long. BLESS=1 writes the expected
# texts anew.
. tests/support/tap.sh
golden=tests/golden
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
c_warnings="-std=c11 $warnings -Wmissing-prototypes -Wstrict-prototypes -I$B/include/gs"
export LC_ALL=C.UTF-8

# Is the text the expected one? Shows what differs.
unchanged() { # expected, text
	if [ -n "${BLESS-}" ]; then
		cmp -s "$1" "$2" || cp "$2" "$1"
	fi
	diff -u "$1" "$2" >"$dir/diff" 2>&1
	status=$?
	sed 's/^/# /' "$dir/diff" | head -60
	return $status
}

# No row of ours beyond 100 columns? The users' bodies are theirs.
fits() { # file
	! awk '/^#line [0-9]+ ".*\.gs"$/ { body = 1 } !body
		/^#line [0-9]+ ".*\.gs\.[a-z.]*"$/ { body = 0 }' "$1" |
		expand | grep -E '^.{101,}' | sed 's/^/# /' | grep .
}

# Compiles without a word from the compiler, optimised and not?
clean() { # compiler, file.c
	for level in -O0 -O2; do
		# shellcheck disable=SC2086
		"$1" $c_warnings $level -c -o "$dir/clean.o" "$2" >"$dir/said" 2>&1 ||
			{ sed 's/^/# /' "$dir/said"; return 1; }
	done
}

clean_in_cxx() { # compiler, header
	printf '#include "%s"\nint nothing;\n' "$2" >"$dir/header.cc"
	for standard in c++11 c++17; do
		"$1" -std=$standard -Wall -Wextra -Wpedantic -Werror -I"$B/include/gs" \
			-fsyntax-only "$dir/header.cc" >"$dir/said" 2>&1 ||
			{ sed 's/^/# /' "$dir/said"; return 1; }
	done
}

with() { # compiler, name, command ...: runs it, or says that the compiler is not here
	tool=$1 name=$2
	shift 2
	if command -v "$tool" >/dev/null; then
		"$@"
		pass "$name"
	else
		count=$((count + 1))
		echo "ok $count - $name # SKIP no $tool here"
	fi
}

mkdir "$dir/one" "$dir/two"
for spec in examples/rate_limiter/limits.gs "$golden"/*.gs; do
	"$GSC" compile "$spec" -o "$dir/one"
	pass "$(basename "$spec") compiles"
done
for spec in examples/rate_limiter/limits.gs "$golden"/*.gs; do
	name=$(basename "$spec")
	(cd "$(dirname "$spec")" && "$GSC" compile "$name" -o "$dir/two")
	for made in "$dir/one/$name".*; do
		text=$(basename "$made")
		unchanged "$golden/$text.golden" "$made"
		pass "$text is as expected"
		cmp "$made" "$dir/two/$text"
		pass "$text is the same from another directory"
		fits "$made"
		pass "$text keeps to 100 columns"
		case $text in
		*.h)
			with g++ "$text is clean with g++" clean_in_cxx g++ "$made"
			with clang++ "$text is clean with clang++" clean_in_cxx clang++ "$made"
			;;
		*)
			with gcc "$text is clean with gcc" clean gcc "$made"
			with clang "$text is clean with clang" clean clang "$made"
			;;
		esac
	done
done

for text in "$golden"/*.golden; do
	made=$(basename "$text" .golden)
	[ -e "$dir/one/$made" ]
	pass "$made is still made"
done

rows=$(cat "$dir/one/limits.gs.h" "$dir/one/limits.gs.c" | wc -l)
[ "$rows" -lt 450 ]
pass "the example's pair has $rows rows, fewer than 450"

"$GSC" compile --no-line examples/rate_limiter/limits.gs -o "$dir/two" &&
	! grep -q '^#line' "$dir/two/limits.gs.c" && clean "${CC:-cc}" "$dir/two/limits.gs.c"
pass "without #line there is none"

# What a C compiler says of a body names its place in the spec, and of what follows, the C file.
printf 'server s {\n\tinit { int x = y; }\n    terminate {\n  int z = w;\n }\n}\n' \
	>"$dir/two/bad.gs"
"$GSC" compile "$dir/two/bad.gs" -o "$dir/two"
sed 's/^static const char s_describe/missing &/' "$dir/two/bad.gs.c" >"$dir/two/bad.c"
LC_ALL=C gcc -I"$B/include/gs" -fsyntax-only "$dir/two/bad.c" 2>&1 | grep -o '^[^ ]*: error' |
	sed 's/.*\///' >"$dir/said"
row=$(grep -n '^missing' "$dir/two/bad.c" | cut -d: -f1)
same "errors in bodies have the spec's lines and columns" \
	"bad.gs:2:17: error bad.gs:4:11: error bad.gs.c:$row:8: error " \
	"$(tr '\n' ' ' <"$dir/said")"

# Planted: each of these must be noticed.
sed 's/uint32_t/uint64_t/' "$dir/one/limits.gs.h" >"$dir/planted"
! (BLESS='' && unchanged "$golden/limits.gs.h.golden" "$dir/planted") >/dev/null
pass "a planted difference is noticed"
{ cat "$dir/one/limits.gs.c" && printf '\t/* %0100d */\n' 1; } >"$dir/planted"
! fits "$dir/planted" >/dev/null
pass "a planted long row is noticed"
{ cat "$dir/one/limits.gs.c" && echo 'int planted(int n) { unsigned u = n; return 0; }'; } \
	>"$dir/one/planted.c"
! clean "${CC:-cc}" "$dir/one/planted.c" >/dev/null
pass "a planted warning is noticed"
{ cat "$dir/one/limits.gs.h" && echo 'struct planted { int class; };'; } >"$dir/planted.h"
if command -v g++ >/dev/null; then
	! clean_in_cxx g++ "$dir/planted.h" >/dev/null
	pass "a planted word of C++ is noticed"
fi
done_testing
