#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: what it says, where, and with which status.
. tests/support/tap.sh
says() { # name, status, stream (out or err), text, arguments ...
	name=$1 wanted=$2 stream=$3 text=$4
	shift 4
	"$GSC" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	same "$name" "$wanted: $text" "$?: $(cat "$dir/$stream")"
}

cd "$dir"
compile="('gsc compile --help' says more)"
check="('gsc check --help' says more)"
version=$(sed -n 's/^VERSION := //p' "$root/Makefile")
says "version" 0 out "gsc $version (abi 1)" version
says "--version" 0 out "gsc $version (abi 1)" --version
says "no command" 2 err "gsc: no command given; 'gsc help' lists them"
says "an unknown command" 2 err "gsc: unknown command 'xyzzy'; 'gsc help' lists them" xyzzy
says "a mistyped command" 2 err "gsc: unknown command 'biuld'; did you mean 'build'?" biuld
says "an unknown option" 2 err \
	"gsc compile: unknown option '-z' $compile" compile -z
says "a mistyped option" 2 err \
	"gsc compile: unknown option '--no-lines'; did you mean '--no-line'? $compile" \
	compile --no-lines x.gs
says "an option without its value" 2 err \
	"gsc compile: '-o' wants a value, DIR $compile" compile x.gs -o
says "an option with a value of nothing" 2 err \
	"gsc compile: '-o' wants a value, DIR, not '' $compile" compile x.gs -o ""
says "a value where none belongs" 2 err \
	"gsc compile: '--no-line' takes no value $compile" compile x.gs --no-line=no
says "behind -- nothing is an option" 1 err "gsc: --against: no such file or directory" \
	check -- --against
says "--against wants one file" 2 err \
	"gsc check: '--against' wants one FILE, not 2 $check" check --against old.gs x.gs y.gs
says "--against a file that is not there" 1 err "gsc: old.gs: no such file or directory" \
	check --against old.gs x.gs
says "no file" 2 err "gsc check: wants a FILE $check" check
says "two files" 2 err \
	"gsc compile: wants one FILE, not 2 $compile" compile a.gs b.gs
says "a file of another kind" 2 err \
	"gsc compile: 'a.txt' is no NAME.gs $compile" compile a.txt
says "a name that no #include could have" 2 err \
	"gsc compile: 'd/a\"b.gs' is no NAME.gs $compile" compile 'd/a"b.gs'
says "a file that is not there" 1 err "gsc: x.gs: no such file or directory" check x.gs
says "a directory" 1 err "gsc: .: is a directory" check .
says "a wrong format" 2 err \
	"gsc check: 'xml' is no format; text and json are $check" \
	check --format xml x.gs
"$GSC" help syntax >out &&
	grep -qx 'syntax: The text does not follow the grammar at this place.' out &&
	grep -qx '    struct entry {' out && "$GSC" help '[syntax]' | cmp -s - out
pass "a code, with or without its brackets"
help="('gsc help --help' says more)"
says "help of nothing" 2 err \
	"gsc help: 'xyzzy' is no command and no code; 'gsc help' lists them $help" help xyzzy
says "help of a slip" 2 err \
	"gsc help: 'sintax' is no command and no code; did you mean 'syntax'? $help" help sintax
"$GSC" help >out
pass "help"
"$GSC" --help | cmp -s - out
pass "--help is help"
for command in $(sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' out); do
	"$GSC" "$command" --help >long && "$GSC" help "$command" | cmp -s - long &&
		grep -q "^usage: gsc $command" long
	pass "$command --help"
done
"$GSC" help >/dev/full 2>err
same "a full disk" "1: gsc: cannot write to standard output: No space left on device" \
	"$?: $(cat err)"
"$GSC" version >&- 2>err
same "a closed standard output" "1: gsc: cannot write to standard output: Bad file descriptor" \
	"$?: $(cat err)"
if [ -n "$SAN" ]; then # which takes the address space for itself
	count=$((count + 1))
	echo "ok $count - no memory # SKIP with sanitizers"
else
	awk 'BEGIN { for (i = 0; i < 200000; i++) print "const X" i " = " i ";" }' >large.gs
	(ulimit -v 60000 && exec "$GSC" check large.gs) 2>err
	same "no memory" "1: gsc: out of memory" "$?: $(cat err)"
fi

printf 'server s { call a() -> u33; }\n' >bad.gs
wanted="bad.gs:1:24: error: unknown type 'u33'; did you mean 'u32'? [unknown-type]
server s { call a() -> u33; }
                       ^~~"
says "a diagnostic" 1 err "$wanted" check bad.gs
says "no output on success" 0 err "" check "$root/examples/rate_limiter/limits.gs"
"$GSC" check - <bad.gs 2>err
same "standard input" "1 1" "$? $(grep -c "^-:1:24: error: " err)"
"$GSC" check --format json bad.gs bad.gs >out 2>err
same "JSON on stdout, an object a line" "1 2 0" "$? $(grep -c '^{.*"code".*}$' out) $(wc -c <err)"
python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' <out
pass "it is JSON"
"$GSC" check --format json gone.gs bad.gs >out 2>err
same "a file that is not there, in JSON" '1 {"level":"error","code":"import","text":"gone.gs: '\
'no such file or directory","notes":[]} 2 0' "$? $(head -1 out) $(wc -l <out) $(wc -c <err)"
"$GSC" check --format json bad.gs --against gone.gs >out 2>err
same "nor is the older one" '1 1 0' "$? $(grep -c '"text":"gone.gs: no such' out) $(wc -c <err)"

# What a fix says is done, from the last to the first; then nothing is left to say.
cat >wrong.gs <<'EOF'
const MOST: u32 = 5
enum colour = { red; green, blue };
/// With letters of two bytes (é) and of four before a place: 𝄞 { x: u33 }
struct pixel { /* 𝄞é */ x: u33; shade: colour = gren, alpha: u8 in 0..MOST = 1; }
protocol canvas { call draw(at: pixl, n: u8 = MOTS) -> (ok: bool) raises ful }
error full;
server easel implements canvs {
    state = { drawn: u32; };
    mailbox 7 overflow rejct;
    call draw(at: pixel, n: u8 = MOST) -> (ok: bool) raises full { reply(.ok = true); };
    cast rub());
    cast wipe()
}
system s {
    strategy one_for_al;
    e: easl() restart trasient;
}
EOF
cat >mend.py <<'EOF'
import json, sys
fixes = [json.loads(line)["fix"] for line in open("out") if '"fix"' in line]
text = open("wrong.gs", encoding="utf-8").read().split("\n")
for fix in sorted(fixes, key=lambda fix: (fix["line"], fix["column"]), reverse=True):
    assert fix["file"] == "wrong.gs" and fix["line"] == fix["end_line"]
    line = text[fix["line"] - 1]
    text[fix["line"] - 1] = line[:fix["column"] - 1] + fix["text"] + line[fix["end_column"] - 1:]
open("wrong.gs", "w", encoding="utf-8").write("\n".join(text))
EOF
rounds=0
while ! "$GSC" check --format json wrong.gs >out && [ $rounds -lt 5 ]; do
	grep -v '"fix"' out && break
	python3 mend.py
	rounds=$((rounds + 1))
done
same "a fix mends what it is said with" "0 " "$("$GSC" check wrong.gs 2>&1; echo $?) "
cat >wrong.gs <<'EOF'
struct unclear { a: map<u32>; b: list<u32, max=4>; }
server s { info tick() , 1s { } }
EOF
"$GSC" check --format json wrong.gs >out
same "and none is said that does not" "3 0" \
	"$(grep -c '"level":"error"' out) $(grep -c '"fix"' out)"

awk 'BEGIN { for (i = 0; i < 45; i++) print "const C" i " = X;" }' >many.gs
"$GSC" check --format json many.gs >out
same "how many errors are not shown" '21 {"errors_not_shown":25,"warnings_not_shown":0}' \
	"$(wc -l <out) $(tail -n 1 out)"
awk 'BEGIN { for (i = 0; i < 1000; i++) print "const = X;" }' >many.gs
"$GSC" check many.gs 2>err
same "after too many the rest is not read" "at least 80 more errors not shown" "$(tail -n 1 err)"

cat >terminal.py <<'EOF'
import os, pty, sys
out = b""
def read(fd):
    global out
    data = os.read(fd, 4096)
    out += data
    return data
sys.stdout.flush()
saved = os.dup(1)
os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
pty.spawn(sys.argv[1:], read, lambda fd: b"")
os.dup2(saved, 1)
sys.stdout.write("colour" if b"\x1b[" in out else "plain")
EOF
if python3 -c 'import os; os.openpty()' 2>/dev/null; then
	same "colour on a terminal" colour \
		"$(TERM=xterm python3 terminal.py "$GSC" check bad.gs </dev/null)"
	same "no colour with NO_COLOR" plain \
		"$(TERM=xterm NO_COLOR=1 python3 terminal.py "$GSC" check bad.gs </dev/null)"
else
	count=$((count + 1))
	echo "ok $count - colour on a terminal # SKIP no pseudo-terminals here"
fi
done_testing
