#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a line may not hold (marks of unfinished work, paths of one machine, registries' hosts,
blanks at its end), and the licence line that each source starts with."""
import os
import re
import subprocess
import sys

here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RULES = [
    (re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"), "a mark of unfinished work"),
    (re.compile(r"(?<![\w.])/(wo" r"rk|ro" r"ot|home/\w+)/"), "a path of one machine"),
    (re.compile(r"registry\.npm" r"js|npm" r"js\.org|deb\.deb" r"ian|snapshot\.deb" r"ian|node"
                r"source|py" r"pi\.org"), "a registry's host"),
    (re.compile(r"[ \t]+$"), "blanks at the end of the line"),
]
LICENSE = "SPDX-License-Identifier: MIT"
bad = []


def files(kind):
    return subprocess.run([here + "/files", kind], stdout=subprocess.PIPE, check=True,
                          text=True).stdout.splitlines()


for path in files("all"):
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            for pattern, what in RULES:
                if pattern.search(line.rstrip("\n")):
                    bad.append(f"{path}:{number}: {what}")
for path in files("sources"):
    with open(path, encoding="utf-8", errors="replace") as file:
        first = file.readline()
        if first.startswith("#!"):
            first = file.readline()
        if LICENSE not in first:
            bad.append(f"{path}:1: the first line does not name the licence")
print("\n".join(bad))
sys.exit(1 if bad else 0)
