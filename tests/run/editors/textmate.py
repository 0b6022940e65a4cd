#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scopes that a TextMate grammar gives a text: as much of the engine as our grammar uses. What the
grammar leaves to source.c, which is not here, is "C". Usage: textmate.py GRAMMAR FILE PLACES"""
import json
import re
import sys


# Of C only what may hide a brace.
C = [
    {"begin": r"/\*", "end": r"\*/"},
    {"match": r"//.*$"},
    {"match": r'"(?:[^"\\]|\\.)*"'},
    {"match": r"'(?:[^'\\]|\\.)*'"},
]


class Tokenizer:
    def __init__(self, grammar):
        self.repository = grammar["repository"]
        self.root = {"patterns": grammar["patterns"]}
        self.compiled = {}

    def regex(self, text):
        if text not in self.compiled:
            self.compiled[text] = re.compile(text)
        return self.compiled[text]

    def flat(self, rule):
        """The rules that may match inside of one, with those that it includes."""
        for pattern in rule.get("patterns", []):
            name = pattern.get("include")
            if not name:
                yield from [pattern] if "match" in pattern or "begin" in pattern \
                    else self.flat(pattern)
            elif name == "source.c":
                yield from C
            elif name.startswith("#"):
                included = self.repository[name[1:]]
                yield from [included] if "match" in included or "begin" in included \
                    else self.flat(included)

    def first(self, rule, line, at):
        """The leftmost match; of those in one place the first, the rule's end before others."""
        best = None
        if "end" in rule:
            found = self.regex(rule["end"]).search(line, at)
            best = found and (found, None)
        for inner in self.flat(rule):
            found = self.regex(inner.get("match") or inner["begin"]).search(line, at)
            if found and (not best or found.start() < best[0].start()):
                best = (found, inner)
        return best

    @staticmethod
    def paint(scopes, found, captures):
        for group, capture in (captures or {}).items():
            for at in range(*found.span(int(group))) if found.group(int(group)) else []:
                scopes[at] = capture["name"]

    def line(self, stack, line):
        scopes = [None] * len(line)
        at = 0
        while True:
            rule = stack[-1]
            in_c = any(r.get("contentName") == "source.c" for r in stack)
            ground = "C" if in_c else rule.get("name")
            best = self.first(rule, line, at)
            end = best[0].start() if best else len(line)
            scopes[at:end] = [ground] * (end - at)
            if not best:
                return scopes
            found, inner = best
            name = rule.get("name") if inner is None else inner.get("name")
            scopes[found.start():found.end()] = [name or ground] * (found.end() - found.start())
            self.paint(scopes, found, rule.get("endCaptures") if inner is None
                       else inner.get("beginCaptures") or inner.get("captures"))
            if inner is None:
                stack.pop()
            elif "begin" in inner:
                stack.append(inner)
            at = found.end()

    def text(self, text):
        stack = [self.root]
        return [self.line(stack, line) for line in text.split("\n")]


def main(grammar, path, places):
    with open(grammar, encoding="utf-8") as file:
        tokenizer = Tokenizer(json.load(file))
    with open(path, encoding="utf-8") as file:
        text = file.read()
    scopes = tokenizer.text(text)
    lines = text.split("\n")
    with open(places, encoding="utf-8") as file:
        rows = [row.rstrip("\n").split("\t") for row in file if not row.startswith("#")]
    for number, part, _, wanted in rows:
        at = lines[int(number) - 1].index(part)
        got = scopes[int(number) - 1][at] or "-"
        if got != wanted:
            print(f"{number}: '{part}' is {got}, not {wanted}")


main(*sys.argv[1:])
