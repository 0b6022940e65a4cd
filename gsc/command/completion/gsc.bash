# SPDX-License-Identifier: MIT
# Completion of gsc for bash; make install puts it where bash-completion looks. Commands and options
# are what gsc itself says; an address may be a socket of this directory, and what runs there is
# asked for its clauses and their parameters.

_gsc_commands() {
	gsc help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'
}

_gsc_options() { # command
	gsc help "$1" 2>/dev/null | sed -n 's/^  \(--*[A-Za-z][A-Za-z-]*\).*/\1/p'
}

# Lines "INSTANCE.CLAUSE PARAMETER=" of what runs at an address.
_gsc_clauses() { # address
	gsc describe "$1" 2>/dev/null | awk '
		/^\/\/ / { sub(/:$/, "", $2); server[$2] = $3 }
		/^(protocol|server) / { owner = $2; sub(/[(].*/, "", owner) }
		/^    (call|cast) / {
			name = $2
			sub(/[(;].*/, "", name)
			clauses[owner] = clauses[owner] " " name
			list = $0
			while (list !~ /;$/ && (getline more) > 0)
				list = list (more ~ /^ *\/\/\// ? "" : more)
			if (!index(list, "(") && name in of) params[owner, name] = of[name]
			if (sub(/^[^(]*[(]/, "", list)) {
				sub(/[)].*/, "", list)
				while (match(list, /[A-Za-z_][A-Za-z0-9_]*: /)) {
					field = substr(list, RSTART, RLENGTH - 2)
					params[owner, name] = params[owner, name] " " field "="
					list = substr(list, RSTART + RLENGTH)
				}
				of[name] = params[owner, name]
			}
		}
		END {
			for (instance in server) {
				count = split(clauses[server[instance]], all, " ")
				for (i = 1; i <= count; i++)
					print instance "." all[i] params[server[instance], all[i]]
			}
		}'
}

_gsc_addresses() {
	local socket
	for socket in *.sock; do
		[ ! -S "$socket" ] || printf 'unix:%s\n' "$socket"
	done
	printf 'tcp:\n'
}

_gsc() {
	local line word at words=() operands=()
	# Words of our own, as ":" and "=" part those of bash.
	line=${COMP_LINE:0:COMP_POINT}
	read -ra words <<<"$line"
	[[ $line != *[[:space:]] ]] || words+=("")
	word=${words[${#words[@]} - 1]}
	COMPREPLY=()
	if ((${#words[@]} <= 2)); then
		at=$(_gsc_commands)
	elif [[ $word == -* ]]; then
		at=$(_gsc_options "${words[1]}")
	else
		for at in "${words[@]:2:${#words[@]}-3}"; do
			[[ $at == -* ]] || operands+=("$at")
		done
		case ${words[1]} in
		call | bench | describe | top)
			case ${words[1]}.${#operands[@]} in
			*.0) at=$(_gsc_addresses) ;;
			call.1 | bench.1)
				at=$(_gsc_clauses "${operands[0]}" | sed 's/ .*//') ;;
			describe.1)
				at=$(_gsc_clauses "${operands[0]}" | sed 's/[.].*//' | sort -u) ;;
			call.* | bench.*)
				at=$(_gsc_clauses "${operands[0]}" |
					sed -n "s/^${operands[1]} //p") ;;
			*) at= ;;
			esac
			;;
		help) at=$(_gsc_commands) ;;
		version) at= ;;
		*)
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -X '!*.gs' -- "$word"
				compgen -f -X '!*.c' -- "$word"
				compgen -d -- "$word")
			return
			;;
		esac
	fi
	mapfile -t COMPREPLY < <(compgen -W "$at" -- "$word")
	# What bash takes for the word begins behind the last ":" or "=".
	if [[ $word == *[:=]* && $COMP_WORDBREAKS == *[:=]* ]]; then
		at=${word%"${word##*[:=]}"}
		COMPREPLY=("${COMPREPLY[@]#"$at"}")
	fi
	[[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
}

complete -F _gsc gsc
