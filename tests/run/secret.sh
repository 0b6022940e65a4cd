#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that is told secrets: in files only, and it tells nobody.
. tests/support/tap.sh
cd "$dir"
cat >gate.gs <<'EOF'
server gate(plain: u8 = 3, secret token: string<64> = "", secret pin: u32 in 0..9999 = 0,
        secret key: bytes<16>? = none, name: string<64> = "") {
    call open(secret token: string<64>) -> bool { reply(gs_equal(token, self->token.view)); }
    call pin() -> (secret pin: u32) { reply(.pin = self->pin); }
    call key() -> u32 { reply(self->key.value.view.len); }
    call name() -> string<64> { reply(self->name.view); }
}

system house {
    listen "unix:gate.sock";
    door: gate();
}
EOF
"$GSC" build gate.gs -o gate
pass "it is built"
printf 's3sam\n' >token
printf '4711\r\n' >pin
printf '77777\n' >wrong
printf '\0\1\2\n' >key

# refused WHAT TEXT ARGUMENT ...: status 2, and the first line on stderr ends with the text.
refused() {
	what=$1 text=$2
	shift 2
	./gate "$@" >out 2>&1
	same "$what" "2 gate: $text" "$? $(head -n 1 out)"
	same "$what: nothing is quoted" 0 "$(grep -c -e s3sam -e 77777 out)"
}
secret="is secret, and others may see a command line: give it in a file, as =@FILE"
refused "a secret on the command line" "door.token $secret" --set door.token=s3sam
refused "an optional one" "door.key $secret" --set=door.key=s3sam
refused "one out of range" "door.pin: the value is not in 0..9999" --set door.pin=@wrong
refused "one that is no number" "door.pin: the value is no integer" --set door.pin=@token
refused "one of no child" "a setting reads child.param=value, not 'door,token=...'" \
	--set door,token=s3sam

serve unix:gate.sock ./gate --set door.token=@token --set door.pin=@pin --set door.key=@key \
	--set door.name=@token
same "a text is the file's but for its last newline" true "$("$GSC" call unix:gate.sock door.open \
	token=s3sam)"
same "so is a number" "pin: 4711" "$("$GSC" call unix:gate.sock door.pin)"
same "bytes are all of the file" 4 "$("$GSC" call unix:gate.sock door.key)"
same "who may be asked tells" s3sam "$("$GSC" call unix:gate.sock door.name)"
same "the state is not told" "token: ***
pin: ***
key: ***" "$("$GSC" call unix:gate.sock gs.state instance=door | grep -v -e name -e plain)"
same "a secret is described as one" 1 "$("$GSC" call unix:gate.sock gs.describe instance=door |
	grep -c 'call open(secret token: string<64>) -> bool;')"
same "its default is not, nor those before, as only the last ones may have one" \
	"server gate(plain: u8, secret token: string<64>, secret pin: u32 in 0..9999, \
secret key: bytes<16>?, name: string<64> = \"\") {" \
	"$("$GSC" call unix:gate.sock gs.describe instance=door | grep '^server')"
"$GSC" describe unix:gate.sock >described.gs && "$GSC" check described.gs 2>err && [ ! -s err ]
pass "and the description compiles"
same "nor is it logged" 0 "$(grep -c -e s3sam server.out)"
kill -TERM "$server" && ended "$server"
pass "it ends"
same "--help does not show defaults" "    door.token: string = ***" "$(./gate --help | grep token)"

sed 's/secret //' gate.gs >open.gs
"$GSC" check open.gs --against gate.gs
pass "a secret that is none any more breaks nothing"
"$GSC" check gate.gs --against open.gs
pass "nor does one that becomes one"
done_testing
