#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each diagnostic code of gsc/base/codes.h stands in the expected output of a refused spec."""
import glob
import re
import sys

with open("gsc/base/codes.h", encoding="utf-8") as file:
    codes = re.findall(r'^CODE\(\s*\w+,\s*"([^"]+)"', file.read(), re.M)
seen = set()
for path in glob.glob("tests/reject/**/*.err", recursive=True):
    with open(path, encoding="utf-8", errors="replace") as file:
        seen.update(re.findall(r"\[([\w-]+)\]$", file.read(), re.M))
bad = [f"gsc/base/codes.h: no spec in tests/reject is refused with [{code}]"
       for code in codes if code not in seen]
bad += [] if codes else ["gsc/base/codes.h: no codes found"]
print("\n".join(bad))
sys.exit(1 if bad else 0)
