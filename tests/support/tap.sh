# SPDX-License-Identifier: MIT
# What the tests in shell share; sourced at their start (`. tests/support/tap.sh`) with the
# repository's root as the current directory.
#
#   $dir          a directory of the test's own, removed at its end
#   pass NAME     the status of the command before it is the verdict
#   same NAME A B whether two texts are equal; shows both where not
#   serve ADDR PROGRAM ARGUMENT ...   starts a server and waits until it answers; $server: its id
#   wait_until CONDITION   polls a shell text until it succeeds, 30 seconds at most
#   tests DIR NAME         runs DIR/tests.c of DIR/NAME.gs in a simulated world, as one test
#   ended ID      waits for a process of ours, returns its status
#   done_testing  the plan; the last line of a test
#
# CFLAGS is set so that `gsc build` links with a runtime built with $SAN.
set -u
root=$(pwd)
count=0
server=
dir=$(mktemp -d) || exit 1
CFLAGS="-O1 -g ${SAN:+-fsanitize=$SAN -fno-sanitize-recover=all}"
export CC CFLAGS
unset NO_COLOR NOTIFY_SOCKET LISTEN_FDS LISTEN_PID LISTEN_FDNAMES # what a test does not set itself

clean_up() {
	[ -z "$server" ] || kill -9 "$server" 2>/dev/null
	rm -rf "$dir"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

pass() {
	status=$?
	count=$((count + 1))
	if [ $status -eq 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
	fi
	return $status
}

same() {
	[ "$2" = "$3" ]
	pass "$1"
	if [ "$2" != "$3" ]; then
		printf '%s\n' "$2" | sed 's/^/# expected: /'
		printf '%s\n' "$3" | sed 's/^/#      got: /'
	fi
}

wait_until() {
	tries=0
	until eval "$1" 2>/dev/null; do
		tries=$((tries + 1))
		[ $tries -le 600 ] || return 1
		sleep 0.05
	done
}

serve() {
	address=$1
	shift
	"$@" >"$dir/server.out" 2>&1 &
	server=$!
	tries=0
	until "$GSC" call "$address" gs.ping >/dev/null 2>&1; do
		tries=$((tries + 1))
		if [ $tries -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
			sed 's/^/# /' "$dir/server.out"
			return 1
		fi
		sleep 0.05
	done
}

tests() {
	"$GSC" test "$1/$2.gs" "$1/tests.c" >"$dir/tests.out" 2>&1
	pass "$2.gs in virtual time: $1/tests.c" || sed 's/^/# /' "$dir/tests.out"
}

ended() {
	wait "$1"
	status=$?
	[ "$1" != "$server" ] || server=
	return $status
}

done_testing() {
	echo "1..$count"
}
