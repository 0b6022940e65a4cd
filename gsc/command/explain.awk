# SPDX-License-Identifier: MIT
# explain: makes the table of gsc/command/explain.h of the texts in grammar/codes. A file is an area,
# its `#` line the area's name; a `##` line begins a code. As a terminal shows them: examples
# indented, with what they are before them, and quotes in place of backticks.
BEGIN {
	title["wrong"] = "Wrong:"
	title["right"] = "Right:"
	title["old"] = "The older spec:"
	print "#include \"gsc/command/explain.h\"\n"
	print "#include <stddef.h>\n"
}

# Blank rows wait for one that is not, so that none ends a text.
function put(row) {
	if (is_blank)
		print "\t\"\\n\","
	is_blank = 0
	gsub(/[\\"]/, "\\\\&", row)
	printf "\t\"%s\\n\",\n", row
}

function end_code() {
	if (count)
		print "\tNULL\n};\n"
}

/^# / { area = substr($0, 3); next }
/^## / {
	end_code()
	codes[++count] = substr($0, 4)
	areas[count] = area
	printf "static const char *const text_%d[] = {\n", count
	is_blank = 0
	is_empty = 1
	next
}
!count { next }
/^```gs/ {
	is_example = 1
	put($2 == "file" ? "In " $3 ":" : title[$2])
	is_blank = 1
	next
}
/^```/ { is_example = 0; next }
/^$/ { is_blank = !is_empty; next }
{
	is_empty = 0
	if (!is_example)
		gsub(/`/, "'")
	put((is_example ? "    " : "") $0)
}

END {
	end_code()
	print "const struct explain_code explain_codes[] = {"
	for (i = 1; i <= count; i++)
		printf "\t{ \"%s\", \"%s\", text_%d },\n", codes[i], areas[i], i
	print "\t{ NULL, NULL, NULL },\n};"
}
