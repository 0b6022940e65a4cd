# SPDX-License-Identifier: MIT
# expect: a.c:1:
# expect: examples/a/a.gs
printf 'int a( void ) {return 0;}\n' >a.c
mkdir -p examples/a
printf 'const A=1;\n' >examples/a/a.gs
