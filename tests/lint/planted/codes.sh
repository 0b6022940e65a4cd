# SPDX-License-Identifier: MIT
# expect: no spec in tests/reject is refused with [lonely]
# expect: [lonely] is not explained in grammar/codes
# expect: [syntax] has no right example
# expect: [gone] is no code
mkdir -p gsc/base tests/reject grammar/codes
cat >gsc/base/codes.h <<'END'
CODE(SYNTAX, "syntax", "It does not follow.")
CODE(LONELY, "lonely", "Alone.")
END
echo 'a.gs:1:1: error: no [syntax]' >tests/reject/a.err
cat >grammar/codes/text.md <<'END'
## syntax

```gs wrong
x
```

## gone
END
