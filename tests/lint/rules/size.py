#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files of at most 500 lines, functions of at most 60, lines of at most 100 columns.

A function that is one flat switch or table may be longer, with the remark `lint: table` and a
reason in the line before it.
"""
import os
import subprocess
import sys

FILE, FUNCTION, LINE = 500, 60, 100
here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
bad = []


def text_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().split("\n")


def functions(paths):
    """Yields (path, name, first line, last line), as universal-ctags finds them."""
    out = subprocess.run(
        ["ctags", "-x", "--_xformat=%F\t%N\t%n\t%{end}", "--kinds-C=f", "--languages=C",
         "--langmap=C:.c.h.y.re", "-L", "-"],
        input="\n".join(paths), stdout=subprocess.PIPE, check=True, text=True).stdout
    for row in out.splitlines():
        path, name, first, last = row.split("\t")
        if last.isdigit():
            yield path, name, int(first), int(last)


def start(lines, first):
    """The line before a definition whose name stands in line `first`: past its return type."""
    at = first - 2
    while at >= 0 and lines[at].strip() and not lines[at].startswith(("}", "#", " ", "\t", "/*")) \
            and not lines[at].rstrip().endswith(("*/", ";")):
        at -= 1
    return lines[at] if at >= 0 else ""


paths = subprocess.run([here + "/files", "sources"], stdout=subprocess.PIPE, check=True,
                       text=True).stdout.split()
for path in paths:
    lines = text_of(path)
    if len(lines) - 1 > FILE:
        bad.append(f"{path}:{len(lines) - 1}: the file has more than {FILE} lines")
    for number, line in enumerate(lines, 1):
        if len(line.expandtabs(8)) > LINE:
            bad.append(f"{path}:{number}: the line has more than {LINE} columns")
c_like = [path for path in paths if path.endswith((".c", ".h", ".y", ".re"))]
for path, name, first, last in functions(c_like):
    if last - first + 1 > FUNCTION and "lint: table" not in start(text_of(path), first):
        bad.append(f"{path}:{first}: {name} has {last - first + 1} lines, more than {FUNCTION}")
print("\n".join(bad))
sys.exit(1 if bad else 0)
