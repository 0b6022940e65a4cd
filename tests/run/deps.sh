#!/bin/sh
# SPDX-License-Identifier: MIT
# make deps, with stand-ins for apt, sudo and npm that write down how they were called.
. tests/support/tap.sh
mkdir -p "$dir/bin" "$dir/tests/interop"
cp tests/interop/*.json "$dir/tests/interop"
deps=$root/tests/support/deps
cd "$dir"
for tool in sh cat cmp cp mkdir rm env; do
	ln -s "$(command -v $tool)" bin/$tool
done
stand_in() { # name, script
	printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$dir" "${2-}" >"bin/$1"
	chmod +x "bin/$1"
}
run() { # the table
	: >calls
	DEPS=$1 PATH=$dir/bin "$deps" >out 2>&1
}
stand_in npm 'mkdir node_modules'
stand_in id 'echo ${USER_ID-0}'
lacking='here | true | said of no one
thing | false | the reason for thing
other | command -v no-such-command | another reason'

run "$lacking"
[ $? -eq 1 ] && grep -q 'no apt here' out && grep -q 'thing .*the reason for thing' out &&
	grep -q 'other .*another reason' out
pass "without apt it names what is missing and why, and fails"
same "and does nothing" "" "$(cat calls)"
stand_in apt-get
stand_in dpkg
USER_ID=1000 && export USER_ID
run "$lacking"
[ $? -eq 1 ] && grep -q 'neither root nor sudo' out && grep -q 'install.* thing other' out
pass "without root and sudo it says what root is to do, and fails"
stand_in sudo '"$@"'
run "$lacking"
pass "with sudo it installs"
grep -q 'the reason for thing' out && ! grep -q 'said of no one' out
pass "and says what is missing and why, no more"
same "through sudo, after one update" "sudo 2 apt-get 2" \
	"sudo $(grep -c ^sudo calls) apt-get $(grep -c '^apt-get' calls)"
grep -q '^apt-get install.* --no-install-recommends thing other$' calls
pass "only what is missing"
run 'here | true | all is here'
same "where all is there it installs nothing" "" "$(grep -E '^(apt-get|sudo|npm)' calls)"
rm -rf build
run 'here | true | all is here'
grep -q '^npm ci' calls && [ -d build/npm/node_modules ]
pass "npm fetches into build/"
rm -rf build
stand_in npm 'exit 1'
run 'here | true | all is here'
[ $? -eq 0 ] && grep -q 'will be skipped' out && [ ! -e build/npm/node_modules ]
pass "where npm cannot fetch, that is said, and no failure"
done_testing
