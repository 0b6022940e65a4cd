# SPDX-License-Identifier: MIT
"""The client of client.py against shapes.gs; prints TAP."""
import sys
import traceback

from client import Client, Failed

client = Client(sys.argv[1])


def call(clause, params):
    return client.call("mirror." + clause, params)


def error_of(clause, params):
    try:
        return call(clause, params)
    except Failed as failed:
        return list(failed.args)


def positional():
    scalars = [True, -2**63, 2**64 - 1, 0.5, 1e300, 1500, 10**18]
    assert call("scalars", scalars) == scalars
    texts = ["h\u00e9llo", b"\x00\xff", 5]
    assert call("texts", texts) == texts
    nested = [[-1, 0.25, 5], [[1, 2.0, 0], [3, 4.0, 6]], ["a", ""], None]
    assert call("nested", nested) == nested
    assert call("value", [7]) == 7000
    assert call("nothing", []) is None


def by_name():
    scalars = {"b": False, "n": -1, "u": 0, "f": -0.5, "d": 0.0, "wait": 0, "at": -1}
    assert call("scalars", scalars) == scalars
    texts = {"raw": b"", "s": "", "color": "green"}
    assert call("texts", texts) == texts
    point = {"x": 1, "y": 2.0, "shade": "blue"}
    nested = {"one": point, "many": [point], "names": [], "maybe": 7}
    assert call("nested", nested) == nested
    assert call("take", {"n": 0}) == {"left": 0}


def unions():
    figures = [[0, 2.5], [1, [1, 2.0, 5]], [2, ["a", ""]], [3, None]]
    for figure in figures:
        assert call("first", [figure]) == figure
    assert call("draw", [figures[0], figures, None]) == [figures[0], figures, None]
    assert call("draw", [[0, 1], [], [3, None]]) == [[0, 1.0], [], [3, None]]
    named = [{"circle": 2.5}, {"corner": {"x": 1, "y": 2.0, "shade": "red"}},
             {"names": []}, {"nothing": None}]
    for figure in named:
        assert call("first", {"figure": figure}) == figure
        assert call("first", [figure])[0] == named.index(figure)
    given = {"figure": named[0], "more": named, "maybe": named[3]}
    assert call("draw", given) == given
    assert call("first", {"figure": [1, {"x": 1, "y": 2}]}) == \
        {"corner": {"x": 1, "y": 2.0, "shade": "green"}}
    assert error_of("draw", [[3, None], [], None])[2] == [[3, None]]
    assert error_of("draw", {"figure": named[3], "more": []})[2] == {"what": {"nothing": None}}
    for wrong in ([4, None], [-1, None], [0], [0, 1, 2], [0, None], [3, 0], [0, 101], [], {}, 3,
                  None, "nothing", ["circle", 1], {"square": 1}, {3: None},
                  {"circle": 1, "nothing": None}):
        name, text = error_of("first", [wrong])[:2]
        assert name == "bad_request" and text.startswith("first.figure"), (wrong, name, text)


def defaults():
    assert call("value", []) == 3000 and call("value", {}) == 3000
    assert call("nested", [[1, 2], [], []]) == [[1, 2.0, 5], [], [], None]
    given = {"one": {"x": 1, "y": 2}, "many": [], "names": []}
    want = {"one": {"x": 1, "y": 2.0, "shade": "green"}, "many": [], "names": [], "maybe": None}
    assert call("nested", given) == want


def conversions():
    got = call("scalars", [True, 1, 1, 3, 4, 5.0, 6.0])
    assert got == [True, 1, 1, 3.0, 4.0, 5, 6]
    assert call("texts", ["", "text for bytes", "red"])[1:] == [b"text for bytes", 0]


def newer_peers():
    assert call("value", [2, "more", {"x": [1]}]) == 2000
    assert call("value", {"n": 2, "more": [None]}) == 2000
    msgid = client.begin("mirror.value", [1])
    client.socket.sendall(b"\x95\x00\xcd\x03\xe7\xacmirror.value\x91\x02\x81\xa5later\xc0")
    assert client.answer(999) == 2000 and client.answer(msgid) == 1000


def errors():
    assert error_of("take", [5]) == ["short_of", "not enough", [5, 0]]
    assert error_of("take", {"n": 5}) == ["short_of", "not enough", {"need": 5, "have": 0}]
    name, text = error_of("value", [11])[:2]
    assert name == "bad_request" and "value.n: 11 is not in 1..10" in text, text
    name, text = error_of("texts", ["x" * 65, b"", 0])[:2]
    assert name == "bad_request" and "texts.s" in text, text
    for params in ([], {}, [[1]], ["x"], [-1], [2**32], {"m": 1}, None, 3):
        assert error_of("take", params)[0] == "bad_request", params
    assert error_of("texts", [b"\xff", b"", 0])[0] == "bad_request"
    assert error_of("texts", ["", b"", "yellow"])[0] == "bad_request"
    assert error_of("missing", [])[0] == "no_clause"
    try:
        client.call("nobody.take", [1])
        assert False
    except Failed as failed:
        assert failed.args[0] == "no_server"


def casts():
    client.notify("mirror.add", [5])
    client.notify("mirror.add", {"n": 1})
    assert call("add", [4]) is None
    assert call("take", [10]) == [0]
    client.notify("mirror.take", [1])
    assert call("nothing", []) is None


def notifications():
    assert call("show", [[2, ["a"]]]) is None
    assert call("show", {"figure": {"circle": 2.5}}) is None
    assert client.heard == [["heard.seen", [[2, ["a"]]]], ["heard.seen", [[0, 2.5]]]]


def pipelining():
    ids = [client.begin("mirror.value", [1 + n % 10]) for n in range(500)]
    for n, msgid in reversed(list(enumerate(ids))):
        assert client.answer(msgid) == 1000 * (1 + n % 10)


failures = 0
for test in (positional, by_name, unions, defaults, conversions, newer_peers, errors, casts,
             notifications, pipelining):
    name = "Python: " + test.__name__.replace("_", " ")
    try:
        test()
        print("ok - " + name)
    except Exception:
        failures += 1
        print("not ok - " + name)
        print("# " + traceback.format_exc().replace("\n", "\n# "))
sys.exit(1 if failures else 0)
