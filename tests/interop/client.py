# SPDX-License-Identifier: MIT
"""A client of a gs server in plain Python: MessagePack-RPC over a Unix socket."""
import socket

import msgpack


class Failed(Exception):
    """An error answer: its name, its text and its fields."""


class Client:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = msgpack.Unpacker()
        self.answers = {}
        self.heard = []
        self.last = 0

    def begin(self, method, params):
        self.last += 1
        self.socket.sendall(msgpack.packb([0, self.last, method, params]))
        return self.last

    def answer(self, msgid):
        while msgid not in self.answers:
            self.stream.feed(self.socket.recv(65536) or exit("the server hung up"))
            for kind, *rest in self.stream:
                if kind == 1:
                    self.answers[rest[0]] = rest[1:]
                else:
                    self.heard.append(rest)
        error, result = self.answers.pop(msgid)
        if error:
            raise Failed(*error)
        return result

    def call(self, method, params):
        return self.answer(self.begin(method, params))

    def notify(self, method, params):
        self.socket.sendall(msgpack.packb([2, method, params]))
