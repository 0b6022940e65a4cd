# SPDX-License-Identifier: MIT
# expect: gsc/a.c:1: the first line does not name the licence
# expect: gsc/a.c:1: a mark of unfinished work
# expect: gsc/a.c:2: a path of one machine
# expect: gsc/a.c:3: a registry's host
# expect: gsc/a.c:4: blanks at the end of the line
# expect: tests/b:1: the first line does not name the licence
mkdir -p gsc tests
printf '/* TO%s: more */\n/* /ho%s/somebody/x */\n/* deb.%s.org */\nint a; \n' DO me debian >gsc/a.c
printf '#!/bin/sh\necho\n' >tests/b
