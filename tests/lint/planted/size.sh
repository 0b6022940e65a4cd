# SPDX-License-Identifier: MIT
# expect: long.c:501: the file has more than 500 lines
# expect: wide.c:2: the line has more than 100 columns
# expect: deep.c:6: deep has 64 lines, more than 60
yes '/* */' | head -n 501 >long.c
printf '/* */\n/* %098d */\n' 0 >wide.c
{
	printf '/* lint: table, one row a case */\nint shallow(void)\n{\n}\n\nint deep(void)\n{\n'
	yes '	;' | head -n 61
	printf '}\n\n/* lint: table, one row a case */\nint table(void)\n{\n'
	yes '	;' | head -n 61
	echo '}'
} >deep.c
