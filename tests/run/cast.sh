#!/bin/sh
# SPDX-License-Identifier: MIT
# A cast of bad values is refused before it is sent, in the words in which a call of them is
# answered.
. tests/support/tap.sh
cd "$dir"
cat >twins.gs <<'EOF'
enum color { red = 1, blue = 5 }
struct pair {
    x: i32 in -5..5;
    tag: string<3>?;
}
union shape {
    pair: pair;
    size: u8;
    none_at_all;
}
protocol twin {
    cast put(n: u32 in 1..10 = 3, name: string<1..4> = "a", d: duration in 1s..2s = 1s,
        r: f64 in 0.5..1.5 = 0.5, f: f32 = 1.0, g: f32 in 0.7..0.8 = 0.8,
        v: f64 in -1.0..2e5 = 0.0, c: color = red, l: list<u8, 2>?,
        m: map<string<8>, pair, 3>?, o: u16?, secret k: u32 in 1..4 = 1, secret e: color = red,
        p: pair?, s: shape?, b: bytes<2> = "", t: bool = true) within 80;
    call ask(n: u32 in 1..10 = 3, name: string<1..4> = "a", d: duration in 1s..2s = 1s,
        r: f64 in 0.5..1.5 = 0.5, f: f32 = 1.0, g: f32 in 0.7..0.8 = 0.8,
        v: f64 in -1.0..2e5 = 0.0, c: color = red, l: list<u8, 2>?,
        m: map<string<8>, pair, 3>?, o: u16?, secret k: u32 in 1..4 = 1, secret e: color = red,
        p: pair?, s: shape?, b: bytes<2> = "", t: bool = true) within 80;
}
server twins() implements twin {
    state { casts: u32; }
    cast put { self->casts++; }
    call ask { reply(); }
    call casts() -> u32 { reply(self->casts); }
}
system two {
    listen "unix:twins.sock";
    twins: twins();
}
EOF
"$GSC" build twins.gs && serve unix:twins.sock ./twins
pass "a server"
call() {
	"$GSC" call unix:twins.sock "$@" 2>&1 || echo "status $?"
}
refuses() { # arguments ...: put refuses what ask refuses, in the same words
	answer=$(call twins.ask "$@")
	wanted=$(printf '%s\n' "$answer" | sed 's/twins\.ask/twins.put/; s/ ask\([.:]\)/ put\1/')
	same "$*" "$wanted" "$(call twins.put "$@")"
	case $answer in *"bad_request: ask"*"status 1") ;; *) false ;; esac
	pass "$*: it is refused"
}
good=0
takes() {
	same "$*" "" "$(call twins.put "$@")"
	good=$((good + 1))
}
takes
takes n=10 name=abcd d=2s r=1.5 f=3.4028235e38 c=5 'l=[0,255]' o=65535 k=4 e=blue
takes 'm={"a":{"x":-5},"b":{"x":5,"tag":"abc"}}' p=none
takes s=none_at_all 'p={"x":0}' b=0xffff t=false
takes 's={"pair":{"x":1}}' f=nan l=none
takes '{"n":1,"s":{"size":255}}'
refuses n=0
refuses n=-1
refuses n=18446744073709551615
refuses name=
refuses name=abcde
refuses name="$(printf '\377')"
refuses d=999ms
refuses d=1h
refuses r=nan
refuses r=1.75
refuses f=3.40282357e38
takes g=0.7
takes g=0.8
takes g=0.80000001
refuses g=0.8000001
refuses g=0.69
refuses g=1e300
refuses v=-123456.5
refuses c=2
refuses 'l=[1,2,3]'
refuses 'l=[1,256]'
refuses 'm={"a":{"x":1},"b":{"x":2},"a":{"x":3}}'
refuses 'm={"a":{"x":1},"b":{"x":6}}'
refuses 'm={"a":{"x":1},"ninebytes":{"x":6}}'
refuses 'm={"a":{"x":1},"b":{"x":2},"c":{"x":3},"d":{"x":4}}'
refuses o=65536
refuses k=9
refuses e=9
refuses 'p={"x":6}'
refuses 'p={"x":0,"tag":"abcd"}'
refuses 's={"pair":{"x":6}}'
refuses 's={"size":256}'
refuses b=0xffffff
refuses 'm={"a":{"x":1,"tag":"abc"},"b":{"x":2,"tag":"abc"},"c":{"x":2,"tag":"abc"}}' name=abcd \
	'p={"x":2,"tag":"abc"}'
refuses '{"n":11}'
same "none of those came" $good "$(call twins.casts)"
done_testing
