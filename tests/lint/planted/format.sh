# SPDX-License-Identifier: MIT
# expect: a.c:1:
printf 'int a( void ) {return 0;}\n' >a.c
