#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads the objects of gsc, grammar and the runtime: no mutable data, no way out but main's, and no
function that other files see and none of them, nor a test, names: it is static, or not needed.

Mutable data is a symbol in .data, .bss, their thread-local kin or common. Constant tables with
pointers lie in .data.rel.ro and are fine. Environment: B, the build directory; in a planted case
the objects lie in the current directory.
"""
import glob
import os
import re
import subprocess
import sys

# A signal handler has nothing else to write to, and malloc is the whole process's.
MUTABLE = {"runtime/io/signals.o": {"arrived", "pipe_end"}, "runtime/sim/memory.o": {"count"}}
EXITS = {"gsc/main.o"}
WRITABLE = re.compile(r"\*COM\*$|\.(data|bss|tdata|tbss)(\.(?!rel\.ro)|$)")
LEAVES = {"exit", "abort", "quick_exit", "_Exit"}

# What users call, and what the linker puts in another's place.
PUBLIC = re.compile(r"gs_(?!_)|__wrap_|main$")

base = "." if os.environ.get("LINT_PLANTED") else os.path.join(os.environ["B"], "o")
bad = []
seen, called = {}, set()


def symbols(path):
    """Yields (section, is it an object, is it seen outside, size, name) of an object file."""
    out = subprocess.run(["objdump", "-t", path], stdout=subprocess.PIPE, check=True, text=True)
    for row in out.stdout.splitlines():
        found = re.match(r"[0-9a-f]+ (.{7}) (\S+)\s+([0-9a-f]+)(?: \.\w+)? (.+)$", row)
        if found:
            flags, section, size, name = found.groups()
            thread_local = section.startswith((".tdata", ".tbss")) and "d" not in flags
            is_data = "O" in flags or section == "*COM*" or thread_local
            yield section, is_data, flags[0] == "g", int(size, 16), name


def current(path):
    """Whether the object still has a source: a build directory keeps those of deleted ones."""
    source = os.path.relpath(path, base)[:-2]
    return base == "." or source.startswith("grammar/") or os.path.exists(source + ".c")


for top in ("gsc", "grammar", "runtime"):
    for folder, _, names in os.walk(os.path.join(base, top)):
        for file in sorted(n for n in names if n.endswith(".o")):
            path = os.path.join(folder, file)
            short = os.path.relpath(path, base)
            if not current(path):
                continue
            for section, is_object, is_global, size, name in symbols(path):
                if is_object and size and WRITABLE.match(section) \
                        and name not in MUTABLE.get(short, ()):
                    bad.append(f"{short}: {name} is mutable and outlives its function ({section})")
                if section == "*UND*":
                    called.add(name)
                elif is_global and section.startswith(".text") and not PUBLIC.match(name):
                    seen[name] = short
                if section == "*UND*" and name in LEAVES and short not in EXITS:
                    bad.append(f"{short}: calls {name}")
for path in glob.glob("runtime/gs*.h") + glob.glob("tests/**/*.[ch]", recursive=True):
    with open(path, errors="replace") as source:
        called.update(re.findall(r"\w+", source.read()))
bad += [f"{seen[name]}: nobody else calls {name}" for name in sorted(seen.keys() - called)]
print("\n".join(bad))
sys.exit(1 if bad else 0)
