#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each diagnostic code of gsc/base/codes.h stands in the expected output of a refused spec, and is
explained in grammar/codes with a wrong and a right example; nothing else is explained there."""
import glob
import re
import sys

CODES = "gsc/base/codes.h"


def text_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


codes = re.findall(r'^CODE\(\s*\w+,\s*"([^"]+)"', text_of(CODES), re.M)
seen = set()
for path in glob.glob("tests/reject/**/*.err", recursive=True):
    seen.update(re.findall(r"\[([\w-]+)\]$", text_of(path), re.M))
bad = [f"{CODES}: no spec in tests/reject is refused with [{code}]"
       for code in codes if code not in seen]
bad += [] if codes else [f"{CODES}: no codes found"]

explained = {}
for path in glob.glob("grammar/codes/*.md"):
    for section in re.split(r"^## ", text_of(path), flags=re.M)[1:]:
        code, text = section.split("\n", 1)
        if code in explained:
            bad.append(f"{path}: [{code}] is explained in {explained[code]} too")
        explained[code] = path
        if code not in codes:
            bad.append(f"{path}: [{code}] is no code")
        bad += [f"{path}: [{code}] has no {kind} example" for kind in ("wrong", "right")
                if not re.search(f"^```gs {kind}\\b", text, re.M)]
bad += [f"{CODES}: [{code}] is not explained in grammar/codes"
        for code in codes if code not in explained]
print("\n".join(bad))
sys.exit(1 if bad else 0)
