#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every word of the language (those of the lexer, the built-in types, the words of bodies) stands
in the Vim syntax and in the TextMate grammar."""
import re
import sys

SOURCES = [
    ("grammar/lexer.re", r'^\t"(\w+)" \{ WORD\('),
    ("gsc/check/types.c", r'^\t\[MODEL_\w+\] = \{ "(\w+)"'),
    ("gsc/check/words.c", r'^\t\[WORD_\w+\] = \{ "(\w+)"'),
]
EDITORS = [
    "grammar/editors/vim/syntax/gs.vim",
    "grammar/editors/vscode/syntaxes/gs.tmLanguage.json",
]


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


bad = []
words = {}
for path, pattern in SOURCES:
    found = re.findall(pattern, text_of(path), re.M)
    words.update((word, path) for word in found)
    bad += [] if found else [f"{path}: no words found"]
for editor in EDITORS:
    known = set(re.findall(r"\w+", re.sub(r"\\+[bzsw<]", " ", text_of(editor))))
    bad += [f"{editor}: '{word}' of {path} is missing"
            for word, path in sorted(words.items()) if word not in known]
print("\n".join(bad))
sys.exit(1 if bad else 0)
