#!/bin/sh
# SPDX-License-Identifier: MIT
# Completion on the command line, as bash asks for it.
. tests/support/tap.sh
bash=$(command -v bash)
script=$root/gsc/command/completion/gsc.bash
cp examples/rate_limiter/limits.gs "$dir"
cd "$dir"
completes() { # what stands on the line up to the cursor
	PATH=$(dirname "$GSC"):$PATH "$bash" -c '
		. "$1"
		COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDBREAKS=" :="
		_gsc
		printf "%s\n" "${COMPREPLY[@]}"' - "$script" "$1" | sort | tr '\n' ' '
}
if [ -z "$bash" ]; then
	echo "ok 1 - completion # SKIP no bash here"
	echo "1..1"
	exit
fi
"$bash" -n "$script"
pass "bash reads it"
same "commands" "bench build " "$(completes 'gsc b')"
same "all of them" "$("$GSC" help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' | sort | tr '\n' ' ')" \
	"$(completes 'gsc ')"
same "options" "--timeout " "$(completes 'gsc call --t')"
same "short ones" "-MD " "$(completes 'gsc compile -M')"
same "specs" "limits.gs " "$(completes 'gsc check l')"
"$GSC" build limits.gs && serve unix:limits.sock ./limits
pass "a server"
same "addresses" "tcp: unix:limits.sock " "$(completes 'gsc call ')"
same "of which bash has a part already" "limits.sock " "$(completes 'gsc call unix:')"
same "clauses" "limiter.acquire limiter.reset " "$(completes 'gsc call unix:limits.sock lim')"
same "parameters" "n= " "$(completes 'gsc bench unix:limits.sock limiter.acquire ')"
same "instances" "limiter " "$(completes 'gsc describe unix:limits.sock ')"
same "nothing where nobody answers" " " "$(completes 'gsc call unix:none.sock x')"
kill -TERM "$server" && ended "$server"
if command -v zsh >/dev/null; then
	zsh -n "$root/gsc/command/completion/_gsc"
	pass "zsh reads its own"
fi
done_testing
