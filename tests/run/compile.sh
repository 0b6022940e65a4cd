#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc compile: what it writes, and when it writes nothing.
. tests/support/tap.sh
cp examples/rate_limiter/limits.gs "$dir"
cd "$dir"
mkdir one two sub
cp limits.gs sub

"$GSC" compile limits.gs -o one && "$GSC" compile "$dir/sub/limits.gs" -o "$dir/two"
pass "a spec compiles"
diff -r one two
pass "the same bytes from any directory"
same "three files" "limits.gs.c limits.gs.h limits.gs.main.c" "$(echo $(ls one))"
(cd sub && "$GSC" compile limits.gs) && diff sub/limits.gs.c one/limits.gs.c
pass "the current directory without -o"

touch -d 2001-01-01 one/*
sed -i '1i // One line more.' limits.gs
"$GSC" compile limits.gs -o one
same "an unchanged file keeps its time" "limits.gs.h limits.gs.main.c" \
	"$(echo $(cd one && find . -type f ! -newermt 2001-01-02 | sed 's,./,,' | sort))"
"$GSC" compile --no-line limits.gs -o two && ! grep -q '^#line' two/limits.gs.c
pass "--no-line"
grep -q '^#line [0-9]* "limits.gs"' one/limits.gs.c
pass "#line names the spec by its base name"

cp limits.gs 'odd name$#.gs'
"$GSC" compile -MD 'odd name$#.gs' -o two
printf 'include two/odd name$$#.gs.d\n' >makefile
odd='odd\ name$$\#.gs'
same "-MD" "two/$odd.h two/$odd.c two/$odd.main.c: $odd" "$(cat 'two/odd name$#.gs.d')"
"$GSC" compile -MD limits.gs -o two && touch -d 2001-01-01 limits.gs &&
	touch -d 2001-01-02 two/* && cat >makefile <<'EOF' && make -q
all: two/limits.gs.c
two/limits.gs.c: ; touch $@
include two/limits.gs.d
EOF
pass "make reads it"
touch limits.gs
make -q 2>/dev/null
same "and acts on it" 1 $?

mkdir none
printf 'system s { a: b(); }\n' >none/wrong.gs
"$GSC" compile none/wrong.gs -o none 2>err
same "an error writes nothing" "1 wrong.gs" "$? $(ls none)"
printf 'const X = 1;\n' >none/few.gs
"$GSC" compile none/few.gs -o none
same "without a system no main" "0 few.gs few.gs.c few.gs.h wrong.gs" "$? $(echo $(ls none))"
mkdir -p half/limits.gs.c
"$GSC" compile limits.gs -o half 2>err
same "none of the files when one cannot be written" \
	"1 gsc: half/limits.gs.c: is a directory limits.gs.c" "$? $(cat err) $(echo $(ls half))"
(ulimit -f 8 && trap '' XFSZ && exec "$GSC" compile limits.gs -o none 2>err)
same "nor when the disk is full" \
	"1 gsc: none/limits.gs.c: file too large few.gs few.gs.c few.gs.h wrong.gs" \
	"$? $(cat err) $(echo $(ls none))"
"$GSC" compile limits.gs -o nowhere 2>err
same "a directory that is not there" \
	"1 gsc: nowhere/limits.gs.h: no such file or directory" "$? $(cat err)"
"$GSC" compile limits.gs -o limits.gs 2>err
same "a directory that is none" "1 gsc: limits.gs/limits.gs.h: not a directory" "$? $(cat err)"
if [ "$(id -u)" -eq 0 ]; then
	directory=/proc/self
	why="no such file or directory"
else
	mkdir closed && chmod 500 closed
	directory=closed
	why="permission denied"
fi
"$GSC" compile limits.gs -o $directory 2>err
same "an unwritable directory" "1 gsc: $directory/limits.gs.h: $why" "$? $(cat err)"
done_testing
