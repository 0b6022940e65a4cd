#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
cp examples/chat/chat.gs examples/chat/terminal.c "$dir"
cd "$dir"
"$GSC" build chat.gs && "$GSC" compile chat.gs &&
	$CC $CFLAGS -Wall -Wextra -Werror -I"$root/$B/include/gs" terminal.c \
	chat.gs.c "$root/$B/lib/libgs.a" -o terminal
pass "the room and the terminal build"
serve unix:chat.sock ./chat
mkfifo ann bob
./terminal unix:chat.sock ann <ann >ann.out 2>&1 &
ann=$!
exec 3>ann
wait_until 'grep -q "you are ann, one of 1" ann.out'
pass "ann joins"
./terminal unix:chat.sock bob <bob >bob.out 2>&1 &
bob=$!
exec 4>bob
wait_until 'grep -q "you are bob, one of 2" bob.out && grep -q "bob joined" ann.out'
pass "bob joins, and ann is told"
echo "hello" >&3
wait_until 'grep -q "^ann: hello" bob.out && grep -q "^ann: hello" ann.out'
pass "both hear what ann says"
"$GSC" call unix:chat.sock lobby.join name=ann 2>&1 | grep -q "taken: somebody has that name"
pass "a name is taken once"
exec 4>&-
wait "$bob"
wait_until 'grep -q "bob left" ann.out'
pass "who hangs up is told of"
kill -TERM "$server" && ended "$server"
wait_until 'grep -q "the room is gone" ann.out'
pass "the terminal outlives the room"
serve unix:chat.sock ./chat 3>&-
wait_until '[ "$(grep -c "you are ann, one of 1" ann.out)" = 2 ]'
pass "and joins again when it is back"
exec 3>&-
wait "$ann"
pass "the end of the input ends it, status 0"
kill -TERM "$server" && ended "$server"
done_testing
