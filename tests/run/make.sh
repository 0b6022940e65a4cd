#!/bin/sh
# SPDX-License-Identifier: MIT
# Incremental builds are right: shown on the runtime's archive and the grammar, in a copy whose path
# has a blank in it.
. tests/support/tap.sh
unset MAKEFLAGS MAKELEVEL SAN
tree="$dir/a tree"
mkdir "$tree"
tests/lint/files all | tar -cf - -T - | tar -xf - -C "$tree"
cd "$tree"
lib=build/lib/libgs.a
build() { # arguments; what is compiled or archived, one a line
	make -s B=build CC="$CC" CFLAGS=-O0 "$@" $lib \
		build/gen/grammar/lexer.c build/gen/grammar/parser.c >made 2>&1
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' made
	return $status
}

printf '#include "extra.h"\nint extra(void);\nint extra(void)\n{\n\treturn EXTRA;\n}\n' \
	>runtime/base/extra.c
echo '#define EXTRA 1' >runtime/base/extra.h
build -j2
pass "a build of several jobs"
ar t $lib | grep -qx extra.o
pass "a new source is found"
build
same "nothing is done twice" "" "$(cat made)"

touch runtime/base/extra.h
build
same "a header rebuilds what includes it, and the archive" "$CC -c runtime/base/extra.c
ar $lib" "$(cat made)"
touch runtime/gs.h
build
[ "$(grep -c ' -c runtime/' made)" -gt 5 ]
pass "gs.h rebuilds the runtime"
build CFLAGS=-O1
same "other flags rebuild everything" "$(ar t $lib | wc -l)" "$(grep -c ' -c ' made)"
build CFLAGS=-O1
same "the same flags nothing" "" "$(cat made)"
build
rm runtime/base/extra.c runtime/base/extra.h
build
same "a source and its header may go" "ar $lib" "$(cat made)"
ar t $lib | grep -qx extra.o
[ $? -eq 1 ]
pass "its object is out of the archive"
touch grammar/parser.y
build
grep -q '^bison\|^$' made || [ build/gen/grammar/parser.c -nt grammar/parser.y ]
pass "the grammar makes the parser anew"
done_testing
