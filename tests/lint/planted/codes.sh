# SPDX-License-Identifier: MIT
# expect: no spec in tests/reject is refused with [lonely]
mkdir -p gsc/base tests/reject
cat >gsc/base/codes.h <<'END'
CODE(SYNTAX, "syntax", "It does not follow.")
CODE(LONELY, "lonely", "Alone.")
END
echo 'a.gs:1:1: error: no [syntax]' >tests/reject/a.err
