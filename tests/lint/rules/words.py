#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every word of the language (those of the lexer, the built-in types, the words of bodies) stands
in the Vim syntax and in the TextMate grammar; those of the lexer in the whole syntax at the end of
the reference. What the reference calls as a function of ours is one."""
import glob
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

REFERENCE = "grammar/language.md"
text = text_of(REFERENCE)
syntax = text[text.rfind("\n## "):]
bad += [f"{REFERENCE}: '{word}' is missing in the syntax at the end"
        for word, path in sorted(words.items())
        if path == "grammar/lexer.re" and f'"{word}"' not in syntax]
headers = "\n".join(text_of(path) for path in sorted(glob.glob("runtime/gs*.h")))
bad += [f"{REFERENCE}: there is no function '{name}'"
        for name in sorted(set(re.findall(r"`(gs_[a-z_]+)\(", text)))
        if not re.search(rf"\b{name}\(", headers)]
print("\n".join(bad))
sys.exit(1 if bad else 0)
