#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc fmt: in place, from standard input, and --check; what is wrong is left as it is.
. tests/support/tap.sh
cd "$dir"
printf 'const A=1;\nconst B = 2;\n' >a.gs
printf 'const C = 3;\n' >b.gs
printf 'const D==4;\n' >wrong.gs
printf 'const E=1;\r\nserver s{init{\r\n\tx;\r\n}}\r\n' >crlf.gs
cp a.gs before.gs
touch -d '2020-01-01' b.gs

"$GSC" fmt --check a.gs b.gs >out 2>err
same "--check names what would change" "1: a.gs" "$?: $(cat out err)"
cmp a.gs before.gs
pass "and changes nothing"
"$GSC" fmt a.gs b.gs >out 2>err
same "it says nothing when it is done" "0: " "$?: $(cat out err)"
same "the file is laid out" "const A = 1; const B = 2; " "$(tr '\n' ' ' <a.gs)"
same "what needs no change keeps its time" "2020-01-01" "$(date -r b.gs +%F)"
"$GSC" fmt --check a.gs b.gs >out 2>err
same "--check has nothing to say then" "0: " "$?: $(cat out err)"
same "standard input" "const A = 1;" "$(echo 'const A   =1;' | "$GSC" fmt -)"
echo 'const A   =1;' | "$GSC" fmt --check - >out
same "standard input, --check" "1: -" "$?: $(cat out)"
"$GSC" fmt wrong.gs a.gs >out 2>err
same "a syntax error" "1 1: wrong.gs:1:9: error: expected a value, found '=' [syntax]" \
	"$? $(grep -c . wrong.gs): $(head -n 1 err)"
same "that file is left as it is" "const D==4;" "$(cat wrong.gs)"
"$GSC" fmt none.gs 2>err
same "a file that is not there" "1: gsc: none.gs: no such file or directory" "$?: $(cat err)"
"$GSC" fmt crlf.gs
printf 'const E = 1;\r\nserver s {\r\n    init {\r\n\tx;\r\n}\r\n}\r\n' | cmp - crlf.gs
pass "line ends stay as they were"
: >empty.gs
"$GSC" fmt empty.gs && [ ! -s empty.gs ]
pass "an empty file stays empty"
printf '\n\n// only a comment' | "$GSC" fmt - >out
same "a comment alone" "// only a comment" "$(cat out)"
done_testing
