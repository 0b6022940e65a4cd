#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A spec of random types: spec.py SEED CLAUSES DIRECTORY writes random.gs there, and
random_clauses.h, which lists the descriptors of its clauses."""

import random
import sys

DEPTH = 3


class Spec:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.declared = []
        self.count = 0

    def integer(self):
        bits = self.random.choice([8, 16, 32, 64])
        if self.random.random() < 0.5:
            low, high, word = 0, 2**bits - 1, "u%d" % bits
        else:
            low, high, word = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1, "i%d" % bits
        if self.random.random() < 0.7:
            return word, ""
        low, high = sorted(self.random.randint(low, high) for _ in range(2))
        return word, " in %d..%d" % (low, high)

    def real(self):
        word = self.random.choice(["f32", "f64"])
        return word, self.random.choice(["", "", " in -1.5..2.5", " in 0.0..1.0"])

    def text(self):
        word = self.random.choice(["string", "bytes"])
        low = self.random.choice([0, 0, 1, 3])
        high = low + self.random.choice([0, 5, 31, 32, 255, 256, 300])
        if high == 0:
            high = 1
        return "%s<%d..%d>" % (word, low, high), ""

    def scalar(self):
        kind = self.random.randrange(8)
        if kind < 3:
            return self.integer()
        if kind == 3:
            return self.real()
        if kind < 6:
            return self.text()
        return self.random.choice(["bool", "duration", "time", "hue"]), ""

    def bound(self):
        low = self.random.choice([0, 0, 0, 2])
        return "%d..%d" % (low, low + self.random.choice([1, 4, 15, 16, 40]))

    def key(self):
        return self.random.choice(["u8", "u32", "u64", "i16", "i64", "string<1..9>"])

    def type(self, depth):
        """A type that may stand in another, without the range of a field."""
        kind = self.random.randrange(10) if depth > 0 else 0
        if kind < 4:
            return self.scalar()[0]
        if kind < 6:
            return "list<%s, %s>" % (self.type(depth - 1), self.bound())
        if kind == 6:
            return "map<%s, %s, 8>" % (self.key(), self.type(depth - 1))
        if kind == 7 and depth > 1:
            return self.type(depth - 1).rstrip("?") + "?"
        return self.declare(depth - 1)

    def declare(self, depth):
        name = "thing%d" % self.count
        self.count += 1
        lines = []
        if self.random.random() < 0.3:
            kind = "union"
            lines = ["m%d: %s;" % (i, self.type(depth).rstrip("?")) for i in range(3)]
            lines.append("none_of;")
        else:
            kind = "struct"
            count = self.random.randint(1, 6)
            lines = ["f%d: %s%s;" % ((i,) + self.field(depth)) for i in range(count)]
        self.declared.append("%s %s {\n    %s\n}\n" % (kind, name, "\n    ".join(lines)))
        return name

    def field(self, depth):
        if self.random.random() < 0.5:
            return self.scalar()
        return self.type(depth), ""

    def clause(self, i):
        count = self.random.choice([1, 2, 3, 5, 8, 15, 16, 17])
        fields = [self.field(DEPTH) for _ in range(count)]
        params = ", ".join("p%d: %s%s" % (j, t, r) for j, (t, r) in enumerate(fields))
        if self.random.random() < 0.5:
            return "    call c%d(%s) -> %s;\n" % (i, params, self.type(DEPTH).rstrip("?"))
        return "    cast c%d(%s);\n" % (i, params)


def main():
    seed, clauses, directory = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    spec = Spec(seed)
    protocol = "".join(spec.clause(i) for i in range(clauses))
    with open(directory + "/random.gs", "w") as out:
        out.write("enum hue { red, green = 5, blue, far = 70000, below = -3 }\n\n")
        out.write("\n".join(spec.declared))
        out.write("\nprotocol dice {\n%s}\n" % protocol)
    with open(directory + "/random_clauses.h", "w") as out:
        for i in range(clauses):
            out.write("&dice_c%d_clause,\n" % i)


main()
