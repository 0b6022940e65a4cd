#!/bin/sh
# SPDX-License-Identifier: MIT
# Specs that nobody means well with: huge, deep, in one line, no text at all. Each is accepted or
# refused with its code, within seconds of CPU time and bounded memory.
. tests/support/tap.sh
cd "$dir"
seconds=10
[ -z "${SAN:-}" ] || seconds=120
python3 - <<'EOF'
import os
import random

M = 10_000_000
DEEP = 100_000


def write(name, text):
    with open(name + ".gs", "wb") as out:
        out.write(text if isinstance(text, bytes) else text.encode())


write("sum", "const A = " + "1 + " * (M // 4) + "1;\n")
write("enum", "enum e { " + ", ".join("e%d" % i for i in range(DEEP)) + " }")
write("name", "const " + "a" * M + " = 1;\n")
write("string", 'error e "' + "a" * M + '";\n')
write("comment", "//" + "a" * M + "\nconst A = 1;\n")
write("doc", "///" + "a" * M + "\nconst A = 1;\n")
write("line", "const A = 1; " * (M // 100))
write("nul", b"const A = 1;\n\0const B = 2;\n")
write("nuls", b"\0" * M)
write("latin1", b"const A = 1; // \xe9\n")
write("garbage", random.Random(1).randbytes(M))
write("crlf", "// one\r\nconst A = 1;\r\nserver s() {\r\n    call c() { reply(); }\r\n}\r\n")
write("bom", b"\xef\xbb\xbfconst A = 1;\n")
write("parens", "const A = " + "(" * DEEP + "1" + ")" * DEEP + ";\n")
write("parens_open", "const A = " + "(" * DEEP)
write("minus", "const A = " + "-" * DEEP + "1;\n")
write("braces", "server s() { init { " + "{" * DEEP + "}" * DEEP + " } }\n")
write("braces_open", "server s() { init { " + "{" * DEEP)
write("lists", "struct s { f: " + "list<" * DEEP + "u8" + ", 1>" * DEEP + "; }\n")
write("supervisors", "system s { " + "supervisor a { " * DEEP + "}" * DEEP + " }\n")
write("structs", "".join("struct s%d { f: s%d; }\n" % (i, i + 1) for i in range(DEEP)) +
      "struct s%d { f: u8; }\nprotocol p { cast c(x: s0); }\n" % DEEP)
write("optionals", "".join("struct s%d { f: s%d?; }\n" % (i, i + 1) for i in range(DEEP)) +
      "struct s%d { f: u8; }\nprotocol p { cast c(x: s0); }\n" % DEEP)
write("consts", "".join("const A%d = A%d + 1;\n" % (i, i + 1) for i in range(DEEP)) +
      "const A%d = 1;\n" % DEEP)
write("unions", "".join("union u%d { a: u%d; b; }\n" % (i, i + 1) for i in range(DEEP)) +
      "union u%d { a: u0; }\n" % DEEP)
write("errors", "".join("struct s%d { a: nope; }\n" % i for i in range(DEEP)))
MANY = 20_000


def many(text, between=" ", count=MANY):
    return between.join(text.replace("@", str(i)) for i in range(count))


write("raises", many("error x@;") + "protocol p { call c() raises " + many("x@", ", ") + "; }\n")
write("implements", many("protocol p@ { call c@(); }") + "server s implements " +
      many("p@", ", ") + " { " + many("call c@ { reply(); }") + " }\n")
write("responses", "protocol p { call c(); }\nserver s(r: ref<p>) { " +
      many("response a@ to p.c { }") + " }\n")
wired = "server s(r: ref<s>) { call c() { reply(); } }\nsystem y { "
write("wired", wired + many("s@: s(r = s@);") + " }\n")
write("astray", wired + many("s@: s(r = t@);") + " }\n")
write("served", wired + 'listen "unix:a" serves ' + many("s@", ", ") + "; " +
      many("s@: s(r = s@);") + " }\n")
write("strangers", many("server s@(r: ref<t@>) { call c() { reply(); } }"))
named = "enum e { " + many("enumerator_@", ", ", DEEP) + " }\n"
write("enumerators", named + many("const c@: e = enumerator_@;", " ", DEEP))
write("misspelt", named + many("const c@: e = enumeratr_x@;", " ", DEEP))
write("self", 'import "self.gs";\n')
write("dangling", 'import "gone.gs";\n')
write("directory", 'import "inside.gs";\n')
os.symlink("nowhere.gs", "gone.gs")
os.mkdir("inside.gs")
os.symlink("/dev/zero", "endless.gs")
with open("large.gs", "wb") as out:
    out.write(b"const A = 1;\n")
    out.truncate(100 << 20)
EOF
"$root/tests/bench/compile/messages" gs 50000 >messages.gs

bounded() { # command ...: what it exits with
	(
		ulimit -t "$seconds"
		[ -n "${SAN:-}" ] || ulimit -v 2000000
		exec "$@"
	)
}

# Name, and what it is refused with ("-": it is accepted).
while read -r name code; do
	[ -n "$name" ] || continue
	bounded "$GSC" check $name.gs >out 2>&1
	status=$?
	if [ "$code" = - ]; then
		[ $status -eq 0 ]
	else
		[ $status -eq 1 ] && [ "$(wc -c <out)" -lt 20000 ] &&
			grep -aq "error: .*\[$code\]$" out
	fi
	pass "$name: $code"
done <<'EOF'
sum nesting
enum -
name -
string -
comment -
doc -
line duplicate
nul stray-character
nuls stray-character
latin1 not-utf8
garbage not-utf8
crlf -
bom -
parens nesting
parens_open nesting
minus nesting
braces -
braces_open unclosed
lists nesting
supervisors nesting
structs nesting
optionals nesting
consts -
unions recursive-type
errors unknown-type
raises -
implements -
responses -
wired -
astray unknown-name
served -
strangers unknown-protocol
enumerators -
misspelt unknown-name
self import-cycle
dangling import
directory import
messages -
EOF
for name in large endless; do
	bounded "$GSC" check $name.gs >out 2>&1
	same "$name: more than a file may hold" "1 gsc: $name.gs: is larger than 32 MiB" \
		"$? $(cat out)"
done
mkfifo pipe.gs
bounded "$GSC" check pipe.gs >out 2>&1
same "a pipe without a writer" "1 gsc: pipe.gs: nobody writes into this pipe" "$? $(cat out)"
printf 'const A = B;\n' >pipe.gs &
for _ in 1 2 3 4 5; do # the writer may be late
	bounded "$GSC" check pipe.gs >out 2>&1
	status=$?
	grep -q "nobody writes" out || break
done
same "a pipe" "1 pipe.gs:1:11: error: unknown constant 'B' [unknown-name]" \
	"$status $(head -n 1 out)"
wait
mkdir made
for name in enum string doc crlf consts messages; do
	bounded "$GSC" compile $name.gs -o made >out 2>&1
	pass "$name compiles"
done
# What cannot be parsed is only refused; the layout of the rest is another, or the same.
for name in sum enum name string comment doc line nul latin1 crlf bom parens braces lists \
	structs; do
	bounded "$GSC" fmt --check $name.gs >out 2>&1
	[ $? -le 1 ]
	pass "$name is laid out, or refused"
done
done_testing
