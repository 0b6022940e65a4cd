# SPDX-License-Identifier: MIT
"""Does each fix that gsc gives mend what it is said with?

usage: fixes.py GSC DIR SPEC ...

Every edit that an error or warning of SPEC, a file of the directory DIR, comes with is made alone,
in a copy of DIR. Then that error must be gone, and no other may have come: but for those of what
was not looked at before, as the syntax was wrong or there were too many. Prints what is not so;
the exit status is 1 then.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


class Said:
    """What gsc says of a text: (offset, code, text, fix) each."""

    def __init__(self, gsc, path, text):
        path.write_bytes(text)
        run = subprocess.run([gsc, "check", "--format", "json", path.name], cwd=path.parent,
                             capture_output=True, check=False)
        rows = [json.loads(row) for row in run.stdout.decode().splitlines()]
        self.is_cut = any("errors_not_shown" in row for row in rows)
        rows = [row for row in rows if row.get("file") == path.name]
        self.items = [(offset(text, row["line"], row["column"]), row["code"], row["text"],
                       row.get("fix")) for row in rows]
        self.last = max((item[0] for item in self.items), default=0)

    def is_syntax(self):
        """Was the file not read to its end?"""
        return any(item[1] in SYNTAX for item in self.items)


SYNTAX = {"syntax", "number", "string-literal", "unclosed", "not-utf8", "stray-character",
          "nesting", "repeated"}

# What an unknown name hides.
BEHIND = {"unknown-protocol": {"missing-clause"}, "unknown-error": {"not-raised"}}


def offset(text, line, column):
    """Of a place whose column counts characters, the first being 1; in bytes."""
    start = 0
    for _ in range(line - 1):
        start = text.index(b"\n", start) + 1
    rest = text[start:].decode("utf-8", "surrogateescape")
    mark = 1 if start == 0 and rest.startswith("\ufeff") else 0
    return start + len(rest[:mark + column - 1].encode("utf-8", "surrogateescape"))


def edits_of(text, fix):
    """The edits of a fix: (start, end, new), from the last to the first."""
    return sorted(((offset(text, edit["line"], edit["column"]),
                    offset(text, edit["end_line"], edit["end_column"]), edit["text"].encode())
                   for edit in [fix] + fix.get("also", [])), reverse=True)


def moved(place, edits):
    """Where what stood at that offset stands after the edits."""
    for start, end, new in edits:
        if place >= end and (place, end) != (start, start):
            place += len(new) - (end - start)
        elif place > start:
            place = start
    return place


def wrong(gsc, path, text, before, item):
    """Why a fix is none; None: it is."""
    edits = edits_of(text, item[3])
    mended = text
    for start, end, new in edits:
        mended = mended[:start] + new + mended[end:]
    after = Said(gsc, path, mended)
    place = moved(item[0], edits)
    for at, code, what, _ in after.items:
        if (at, code) == (place, item[1]):
            return "leaves: %s" % what
    known = {(moved(at, edits), code) for at, code, _, _ in before.items}
    for at, code, what, _ in after.items:
        is_new = (at, code) not in known
        if before.is_syntax() and code not in SYNTAX and \
                not any(start - 1 <= at <= start + len(new) for start, _, new in edits):
            is_new = False
        if code in BEHIND.get(item[1], ()):
            is_new = False
        if before.is_cut and at > moved(before.last, edits):
            is_new = False
        if is_new:
            return "leads to: %s [%s] at %d" % (what, code, at)
    return None


def main(gsc, directory, *specs):
    """Judges all; how many fixes there were goes to stdout last."""
    count = 0
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / "copy"
        shutil.copytree(directory, copy)
        for spec in specs:
            path = copy / spec
            text = path.read_bytes()
            before = Said(gsc, path, text)
            for item in before.items:
                if not item[3]:
                    continue
                count += 1
                why = wrong(gsc, path, text, before, item)
                if why:
                    bad += 1
                    print("%s: %s [%s]: the fix %r %s" % (
                        spec, item[2], item[1], item[3]["text"], why))
            path.write_bytes(text)
    print(count)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
