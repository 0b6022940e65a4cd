#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A room includes itself and rooms above it in these lists, nothing else of ours.

gsc does not see the runtime, but for its commands, which are users of the client library; nobody
but the runtime and generated code sees the codec primitives.
"""
import os
import re
import sys

GSC = ["gsc/base", "gsc/tree", "grammar", "gsc/model", "gsc/check", "gsc/emit", "gsc/command",
       "gsc"]
RUNTIME = ["runtime", "runtime/base", "runtime/time", "runtime/io", "runtime/wire",
           "runtime/server", "runtime/supervise", "runtime/net", "runtime/client", "runtime/sim"]
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)')
bad = []


def room_of(path):
    """The room that a file of the tree, or an included name, belongs to."""
    return os.path.dirname(path)


def may(room, name, quoted):
    """Whether a file of the room may include the name; None where it does not exist for us."""
    if not quoted:
        if not re.match(r"gs(_\w+)?\.h$", name):
            return True
        if room in GSC:
            return room == "gsc/command" and name == "gs.h"
        return True
    other = room_of(name) or room
    if room in GSC:
        if other in GSC:
            return GSC.index(other) <= GSC.index(room)
        return room == "gsc/command" and other == "runtime/client"
    return other in RUNTIME and RUNTIME.index(other) <= RUNTIME.index(room)


for top in ("gsc", "grammar", "runtime"):
    for folder, _, names in os.walk(top):
        sources = sorted(n for n in names if n.endswith((".c", ".h", ".re", ".y")))
        if sources and folder not in GSC + RUNTIME:
            bad.append(f"{folder}: no room of that name is in tests/lint/rules/arrows.py")
        for name in sources:
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    found = INCLUDE.match(line)
                    if found and not may(folder, found.group(2), found.group(1) == '"'):
                        bad.append(f"{path}:{number}: {folder} may not include {found.group(2)}")
print("\n".join(bad))
sys.exit(1 if bad else 0)
