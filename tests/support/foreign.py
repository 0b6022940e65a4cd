# SPDX-License-Identifier: MIT
# A server that is none of ours, and says what it likes:
#   foreign.py SOCKET [INSTANCE=TEXT | MODE] ...
# TEXT is what gs.describe answers of that instance. A call of any other instance is answered 7, by
# the MODE slowly (byte by byte), chatty (with notifications between), wrong (to a msgid that nobody
# asked with), broken (by what is no MessagePack) or silent (not at all).
import socket
import sys
import threading

import msgpack

TEXTS = dict(word.split("=", 1) for word in sys.argv[2:] if "=" in word)
MODE = next((word for word in sys.argv[2:] if "=" not in word), "")


def answer(connection, msgid):
    good = msgpack.packb([1, msgid, None, 7])
    if MODE == "slowly":
        for i in range(len(good)):
            connection.sendall(good[i:i + 1])
    elif MODE == "chatty":
        connection.sendall(msgpack.packb([2, "some.news", [msgid]]) + good)
    elif MODE == "wrong":
        connection.sendall(msgpack.packb([1, msgid + 60000, None, 7]))
    elif MODE == "broken":
        connection.sendall(b"\xc1" * 9)
    elif MODE != "silent":
        connection.sendall(good)


def handle(connection, msgid, method, params):
    if method == "gs.list":
        result = [[n, "x", "running", 0, 0, 0, 0] for n in sorted(TEXTS) if n > params[0]]
    elif method == "gs.describe":
        result = TEXTS.get(params[0], "protocol gs { call ping(); }")
    elif method == "gs.ping":
        result = None
    else:
        answer(connection, msgid)
        return
    connection.sendall(msgpack.packb([1, msgid, None, result]))


def serve(connection):
    unpacker = msgpack.Unpacker()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    try:
        while data := connection.recv(4096):
            unpacker.feed(data)
            for _, msgid, method, params, *_ in unpacker:
                handle(connection, msgid, method, params)
    except OSError:
        pass


listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
