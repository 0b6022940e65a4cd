#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that is stopped, killed, followed by another one in its place; peers that close half of
# their connection, that do not read, that are more than there are descriptors.
. tests/support/tap.sh
cd "$dir" || exit 1

cat >toy.gs <<'EOF'
server toy() {
    state { ticks: u32; }
    call ping() -> u32 { reply(self->ticks); }
    call large() -> bytes<1MiB> {
        void *room = gs_alloc(ctx, 1000000);

        reply((gs_bytes){ room, room ? 1000000 : 0 });
    }
    call later() -> u32 {
        toy_late_after(ctx, GS_MS(50), caller());
        noreply();
    }
    info late(who: from) { toy_later_reply(ctx, who, &(struct toy_later_reply){ 7 }); }
    info tick() every 10ms { self->ticks++; }
}

system toys {
    listen "unix:toy.sock";
    t: toy();
}
EOF
# peer.py WHAT: what a connection gets, in Python's notation.
cat >peer.py <<'EOF'
import os, signal, socket, sys, time

def connect():
    s = socket.socket(socket.AF_UNIX)
    s.connect("toy.sock")
    s.settimeout(60)
    return s

def request(clause):
    return b"\x94\x00\x01" + bytes([0xa0 + len(clause)]) + clause + b"\x90"

def rest(s):
    got = b""
    while chunk := s.recv(65536):
        got += chunk
    return got

def half():
    s = connect()
    s.sendall(request(b"t.later"))
    s.shutdown(socket.SHUT_WR)
    print(rest(s))

def stopped(pid):
    s = connect()
    os.kill(pid, signal.SIGSTOP)
    while open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()[0] != "T":
        time.sleep(0.01)
    s.sendall(request(b"t.ping") + request(b"t.later"))
    os.kill(pid, signal.SIGCONT)
    s.shutdown(socket.SHUT_WR)
    print(rest(s)[-5:])

def deaf(pid):
    s = connect()
    s.sendall(request(b"t.large") * 20)
    s.recv(1000)
    os.kill(pid, signal.SIGTERM)
    begun = time.monotonic()
    while os.path.exists("toy.sock") or os.path.exists("/proc/%d/fd/0" % pid):
        time.sleep(0.01)
    print(time.monotonic() - begun < 30, len(rest(s)) > 100000)

def many():
    peers = [connect() for i in range(40)]
    for s in peers:
        s.sendall(request(b"t.ping"))
    # Those that are let in are answered; when they are gone, the next ones are.
    for s in peers:
        assert s.recv(1) == b"\x94"
        s.close()
    print("all")

globals()[sys.argv[1]](*map(int, sys.argv[2:]))
EOF
"$GSC" build toy.gs
pass "it is built"

serve unix:toy.sock ./toy
./toy 2>err
same "a second one finds the address in use" \
	"1 toy: cannot listen on unix:toy.sock: the address is in use" "$? $(cat err)"
"$GSC" call unix:toy.sock t.ping >/dev/null
pass "which harms the first one nothing"
kill -KILL "$server"
ended "$server"
[ -S toy.sock ]
pass "one that is killed leaves its socket"
serve unix:toy.sock ./toy
pass "the next one takes its place"
for name in HUP USR1 USR2 PIPE; do
	kill -$name "$server"
done
"$GSC" call unix:toy.sock t.ping >/dev/null
pass "signals that no server hears are ignored"
same "a peer that says no more gets its answer, and the end" "b'\\x94\\x01\\x01\\xc0\\x07'" \
	"$(python3 peer.py half)"
same "who was stopped has missed no call" "b'\\x94\\x01\\x01\\xc0\\x07'" \
	"$(python3 peer.py stopped "$server")"
same "who does not read does not hold up the end" "True True" "$(python3 peer.py deaf "$server")"
ended "$server"
pass "which is one in order"

(ulimit -n 20 && exec ./toy) 2>err &
server=$!
wait_until '"$GSC" call unix:toy.sock t.ping >/dev/null'
same "more peers than descriptors are served in turn" all "$(python3 peer.py many)"
kill -TERM "$server"
ended "$server"
pass "an end in order"

echo mine >toy.sock
./toy 2>err
same "a file that is no socket is left alone" "1 mine" "$? $(cat toy.sock)"
done_testing
