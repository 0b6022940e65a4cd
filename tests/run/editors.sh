#!/bin/sh
# SPDX-License-Identifier: MIT
# The files for editors: Vim gives the words of a spec their groups and indents what gsc fmt laid
# out as it stands; the TextMate grammar gives them their scopes; the rest of the extension is JSON.
. tests/support/tap.sh
editors=$root/grammar/editors
here=$root/tests/run/editors

for file in package.json language-configuration.json syntaxes/gs.tmLanguage.json; do
	python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$editors/vscode/$file"
	pass "$file is JSON"
done
missing=$(python3 - "$editors/vscode" <<'END'
import json
import os
import sys

root = sys.argv[1]
told = json.load(open(root + "/package.json"))["contributes"]
paths = [x["configuration"] for x in told["languages"]] + [x["path"] for x in told["grammars"]]
print(" ".join(path for path in paths if not os.path.exists(os.path.join(root, path))))
END
)
same "the files that package.json names are there" "" "$missing"
scopes() { # places
	python3 "$here/textmate.py" "$editors/vscode/syntaxes/gs.tmLanguage.json" \
		"$here/words.gs" "$1"
}
same "scopes of TextMate" "" "$(scopes "$here/places.txt")"
sed 's/support\.type/support.typo/; s/gsType/gsTypo/' "$here/places.txt" >"$dir/wrong"
[ -n "$(scopes "$dir/wrong")" ]
pass "a wrong scope is noticed"

if ! command -v vim >/dev/null; then
	count=$((count + 1))
	echo "ok $count # SKIP there is no vim"
	done_testing
	exit
fi
ln -s "$editors/vim" "$dir/vim"
vim_on() { # file, then commands
	file=$1
	shift
	vim -es -u NONE -i NONE -N -c "set rtp^=$dir/vim" -c 'filetype plugin indent on' \
		-c 'syntax on' -c "edit $file" "$@" </dev/null
}
groups() { # places
	PLACES=$1 OUT=$dir/out vim_on "$here/words.gs" -S "$here/places.vim"
	cat "$dir/out"
}
same "groups of Vim" "" "$(groups "$here/places.txt")"
[ -n "$(groups "$dir/wrong")" ]
pass "a wrong group is noticed"
for spec in examples/*/*.gs; do
	vim_on "$spec" -c "call writefile([&filetype], '$dir/type')" -c 'qall!'
	same "$spec is of our type" gs "$(cat "$dir/type")"
done
sed 's/^ *//' "$here/indent.gs" >"$dir/indent.gs"
vim_on "$dir/indent.gs" -c 'normal gg=G' -c 'wq'
same "Vim indents what has lost its blanks" "" "$(diff "$here/indent.gs" "$dir/indent.gs")"
printf 'struct a { n: u33; }\n' >"$dir/wrong.gs"
PATH=$(dirname "$GSC"):$PATH vim_on "$dir/wrong.gs" -c 'silent make!' \
	-c "let rows = map(getqflist(), 'v:val.lnum . \":\" . v:val.col')" \
	-c "call writefile(rows, '$dir/list')" -c 'qall!' >/dev/null
same "the quickfix list has the place of an error" 1:15 "$(cat "$dir/list")"
done_testing
