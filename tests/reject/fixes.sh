#!/bin/sh
# SPDX-License-Identifier: MIT
# Each fix that gsc gives of a spec here mends what it is said with, and leads to nothing new.
. tests/support/tap.sh

mended() { # directory, spec ...
	python3 tests/support/fixes.py "$GSC" "$@" >"$dir/said" && return
	sed 's/^/# /' "$dir/said"
	return 1
}

# A judge that never says no would pass everything: a compiler with one fix that is none.
mkdir "$dir/planted"
echo 'struct a { n: u33; }' >"$dir/planted/a.gs"
mended "$dir/planted" a.gs && [ "$(cat "$dir/said")" = 1 ]
pass "a fix is found and judged"
cat >"$dir/gsc" <<EOF
#!/bin/sh
"$GSC" "\$@" | sed 's/"text":"u32"/"text":"u34"/'
EOF
chmod +x "$dir/gsc"
GSC=$dir/gsc mended "$dir/planted" a.gs >/dev/null
[ $? -eq 1 ] && grep -q ' leaves: ' "$dir/said"
pass "one that mends nothing is noticed"

for spec in tests/reject/*.gs; do
	[ -f "${spec%.gs}.old" ] || set -- "$@" "$(basename "$spec")"
done
mended tests/reject "$@"
pass "those of the refused specs"
[ "$(tail -n 1 "$dir/said")" -gt 60 ]
pass "of which there are many"
done_testing
