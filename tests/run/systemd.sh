#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that is started as systemd does: with its listening sockets open, and a socket to tell
# when it is ready.
. tests/support/tap.sh
cd "$dir" || exit 1

cat >pair.gs <<'EOF'
server s() { call hello() -> string<20> { reply(GS_STR("here")); } }

system pair {
    listen "unix:pair.sock" serves s;
    listen "tcp:127.0.0.1:1" serves s;
    s: s();
}
EOF
# start.py WANTED...: runs ./pair with such sockets from descriptor 3 on, tells what it is told.
cat >start.py <<'EOF'
import os, signal, socket, sys

def listening(kind):
    if kind == "unix":
        s = socket.socket(socket.AF_UNIX)
        s.bind("passed.sock")
    else:
        s = socket.socket(type=socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
        s.bind(("127.0.0.1", 0))
    if kind in ("unix", "tcp"):
        s.listen()
    return s

notify = sys.argv[1]
sockets = [listening(kind) for kind in sys.argv[2:]]
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind("\0" + notify[1:] if notify[0] == "@" else notify)
told.settimeout(60)
high = [os.dup2(s.fileno(), 100 + i) for i, s in enumerate(sockets)]
child = os.fork()
if child == 0:
    for i, fd in enumerate(high):
        os.dup2(fd, 3 + i)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(sockets)))
    os.environ["NOTIFY_SOCKET"] = notify
    if os.environ.get("OTHERS"):
        os.environ["LISTEN_PID"] = "1"
    os.execv("./pair", ["pair"])
for s in sockets:
    s.close()
for fd in high:
    os.close(fd)
if os.environ.get("FAILS"):
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(told.recv(100).decode(), flush=True)
for line in sys.stdin:
    pass
os.kill(child, signal.SIGTERM)
print(told.recv(100).decode(), flush=True)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
EOF
"$GSC" build pair.gs
pass "it is built"

# begin NOTIFY SOCKET...: until it says that it is ready; `finish` ends it.
begin() {
	rm -f passed.sock notify.sock told
	mkfifo held 2>/dev/null
	python3 start.py "$@" <held >told 2>err &
	server=$!
	exec 9>held
	wait_until '[ -s told ]'
}
finish() {
	exec 9>&-
	ended "$server"
}

begin "$dir/notify.sock" unix tcp
same "ready is said" READY=1 "$(cat told)"
same "on the Unix socket that was passed" here "$("$GSC" call unix:passed.sock s.hello)"
tcp=$(sed -n 's/.*listening on \(tcp:.*\)/\1/p' err)
same "and on the TCP one" here "$("$GSC" call "$tcp" s.hello)"
[ ! -e pair.sock ]
pass "none of its own"
finish
pass "an end in order"
same "stopping is said" "READY=1
STOPPING=1" "$(cat told)"
[ -S passed.sock ]
pass "the file is not its own to remove"

sed -i 's/tcp:127.0.0.1:1"/tcp:127.0.0.1:0"/' pair.gs
"$GSC" build pair.gs || exit 1
OTHERS=1 begin "@gs-notify-$$" unix tcp
same "an abstract socket is told" READY=1 "$(cat told)"
same "what was passed to another process is not taken" here "$("$GSC" call unix:pair.sock s.hello)"
finish

fails() {
	rm -f passed.sock notify.sock
	FAILS=1 python3 start.py "$dir/notify.sock" "$@" 2>err
	echo "$? $(tail -n 1 err)"
}
rest="passed (LISTEN_FDS) for 2 listeners: each has one, in order"
same "too few" "1 pair: 1 socket was $rest" "$(fails unix)"
same "too many" "1 pair: 3 sockets were $rest" "$(fails unix tcp tcp)"
same "the other way round" "1 pair: cannot listen on unix:pair.sock: what was passed for it is \
another kind of socket" "$(fails tcp unix)"
same "no listening socket" "1 pair: cannot listen on tcp:127.0.0.1:0: what was passed for it is no \
listening stream socket" "$(fails unix udp)"
NOTIFY_SOCKET=nonsense ./pair 2>err &
server=$!
wait_until 'grep -q "NOTIFY_SOCKET is not told READY=1: invalid argument" err'
pass "a bad NOTIFY_SOCKET is said, and harmless"
kill "$server"
ended "$server"
done_testing
