#!/bin/sh
# SPDX-License-Identifier: MIT
# Every type through gsc call: typed, sent by name, read by a server, answered, shown.
. tests/support/tap.sh
cd "$dir"
cat >echo.gs <<'EOF'
enum color { red, green = 5, blue }
struct entry {
    value: bytes<64>;
    tags: list<string<8>, 3>;
    age: duration = 1s;
}
union shape {
    circle: f64 in 0.0..9.0;
    entry: entry;
    maybe: u32?;
    nothing;
}
error wrong(at: time, what: color) "it is wrong";
protocol echo {
    call numbers(a: u8, b: i64, c: f64, d: bool) -> (a: u8, b: i64, c: f64, d: bool);
    call texts(s: string<100>, b: bytes<100>) -> (s: string<100>, b: bytes<100>);
    call times(d: duration, t: time) -> (d: duration, t: time);
    call maybe(n: u32? = none, s: string<10>? = none, l: list<u8, 3>?, e: entry?, u: shape?)
            -> (n: u32?, s: string<10>?, l: list<u8, 3>?, e: entry?, u: shape?);
    call entries(list: list<entry, 4>) -> (list: list<entry, 4>);
    call bare(c: color) -> color;
    call text(s: string<100>) -> string<100>;
    call shape(s: shape, more: list<shape, 4>, or_none: shape?)
            -> (s: shape, more: list<shape, 4>, or_none: shape?);
    call bare_shape(s: shape) -> shape;
    call single(x: f32 in 0.7..0.8 = 0.8, y: f32? in 0.0..0.1 = 0.1)
            -> (x: f32 in 0.7..0.8, y: f32?, least: f32 in -0.1..0.1);
    call nothing();
    call fails(at: time, what: color) raises wrong;
    call never(n: u32) timeout 50ms;
}
server echoes implements echo {
    call numbers { reply(.a = a, .b = b, .c = c, .d = d); }
    call texts { reply(.s = s, .b = b); }
    call times { reply(.d = d, .t = t); }
    call maybe { reply(.n = n, .s = s, .l = l, .e = e, .u = u); }
    call entries { reply(.list = list); }
    call bare { reply(c); }
    call text { reply(s); }
    call shape { reply(.s = *s, .more = more, .or_none = or_none); }
    call bare_shape { reply(*s); }
    call single { reply(.x = x, .y = y, .least = -0.1f); }
    call nothing { reply(); }
    call fails { fail(wrong, .at = at, .what = what); }
    call never { (void)gs_caller(ctx); noreply(); }
}
system echo_system { listen "unix:echo.sock"; e: echoes(); }
EOF
"$GSC" build echo.gs && serve unix:echo.sock ./echo
pass "a server"
gives() { # name, text, status, arguments ...
	name=$1 text=$2 status=$3
	shift 3
	same "$name" "$text
status $status" "$("$GSC" call unix:echo.sock "$@" 2>&1; echo "status $?")"
}

gives "numbers" "a: 255
b: -9223372036854775808
c: 0.1
d: true" 0 e.numbers a=255 b=-9223372036854775808 c=0.1 d=true
gives "numbers in JSON" '{"a": 1, "b": 2, "c": 1e+300, "d": false}' 0 \
	e.numbers a=0x1 b=2 c=1e300 d=false --json
gives "an f32 at the ends of its range, which are defaults" "x: 0.8
y: 0.1
least: -0.1" 0 e.single
gives "an f32 at the other end" "x: 0.7
y: none
least: -0.1" 0 e.single x=0.7 y=none
gives "an f32 beyond an end" \
	"gsc: e.single: bad_request: single.x: 0.81 is not in 0.7..0.8" 1 e.single x=0.81
gives "text and bytes" "s: grüße = 1
b: 0x00ff" 0 e.texts "s=grüße = 1" b=0x00ff
gives "text in JSON" '{"s": "a\"b\\", "b": "hi"}' 0 e.texts 's=a"b\' b=0x6869 --json
printf 'two\nlines\n' >file
gives "a file" '"two\nlines\n"' 0 e.text s=@file --json
gives "text alone is printed as it is" "two
lines" 0 e.text s=@file
same "even what steers a terminal, where there is none" "$(printf '\033[31mred')" \
	"$("$GSC" call unix:echo.sock e.text "s=$(printf '\033[31mred')")"
gives "a field is one line" 's: two\x0alines\x0a
b: 0x74776f0a6c696e65730a' 0 e.texts s=@file b=@file
gives "and steers no terminal" 's: a\x0au: 7\x1b[31m\x7f\xc2\x85é
b: 0x1b' 0 e.texts "s=$(printf 'a\nu: 7\033[31m\177\302\205é')" "b=$(printf '\033')"
gives "a field of no text is as it was" 's: {"a": 1}
b: a = b' 0 e.texts 's={"a": 1}' 'b=a = b'
same "standard input" "s: @x
b: in" "$(printf in | "$GSC" call unix:echo.sock e.texts s=@@x b=@-)"
same "what looks like bytes on standard input" "s: x
b: 0x307836313632" "$(printf 0x6162 | "$GSC" call unix:echo.sock e.texts s=x b=@-)"
printf none >file
gives "a file that holds a word" "n: none
s: none
l: none
e: none
u: none" 0 e.maybe n=@file s=none
gives "the same as text" '{"n": null, "s": "none", "l": null, "e": null, "u": null}' 0 \
	e.maybe s=@file --json
gives "times" "d: 90m
t: 2026-11-05T12:30:00.5Z" 0 e.times d=1h30m t=2026-11-05T13:30:00.5+01:00
gives "times in JSON" '{"d": "250ms", "t": "1970-01-01T00:00:00Z"}' 0 \
	e.times d=250ms t=0 --json
gives "nothing where something may be" "n: none
s: none
l: none
e: none
u: none" 0 e.maybe
gives "none" "n: 7
s: none
l: [1]
e: none
u: none" 0 e.maybe n=7 s=none 'l=[1]' e=none
gives "none as JSON has it" '{"n": null, "s": "null", "l": null, "e": null, "u": null}' 0 \
	e.maybe n=null s=null l=null e=null u=null --json
one='{"value": "a", "tags": ["x", "y"], "age": "3s"}'
gives "lists and structs" "list: [$one, {\"value\": \"0xff\", \"tags\": [], \"age\": \"1s\"}]" 0 \
	e.entries "list=[$one,{\"value\":\"0xff\" , \"tags\":[]}]"
gives "unions" 's: {"circle": 2.5}
more: [{"nothing": null}, {"nothing": null}, {"maybe": null}]
or_none: none' 0 e.shape 's={"circle":2.5}' 'more=["nothing",{"nothing":null},{"maybe":null}]'
gives "a union by its member alone" '{"nothing": null}' 0 e.bare_shape s=nothing
gives "a union that was shown" '{"entry": {"value": "a", "tags": [], "age": "1s"}}' 0 \
	e.bare_shape 's={"entry": {"value": "a", "tags": [], "age": "1s"}}'
gives "a union in JSON" '{"s": {"maybe": 7}, "more": [], "or_none": {"nothing": null}}' 0 \
	e.shape 's={"maybe":7}' more=[] or_none=nothing --json
gives "no member" "gsc: e.bare_shape: s: shape has no 'nothin'; did you mean 'nothing'?" 1 \
	e.bare_shape s=nothin
gives "no member in JSON" "gsc: e.bare_shape: s: shape has no 'circ'; did you mean 'circle'?" 1 \
	e.bare_shape 's={"circ":1}'
gives "a member without its value" \
	"gsc: e.bare_shape: s: 'circle' has a value: {\"circle\": ...}" 1 e.bare_shape s=circle
gives "two members" "gsc: e.bare_shape: s: shape has one member at a time" 1 \
	e.bare_shape 's={"circle":1,"nothing":null}'
gives "none of the members" "gsc: e.bare_shape: s: shape has one member at a time" 1 \
	e.bare_shape 's={}'
gives "a value where there is none" "gsc: e.bare_shape: s.nothing: '1' is not null" 1 \
	e.bare_shape 's={"nothing":1}'
gives "a member out of its range" \
	"gsc: e.bare_shape: bad_request: bare_shape.s.circle: 10 is not in 0..9" 1 \
	e.bare_shape 's={"circle":10}'
gives "a bare enum" "green" 0 e.bare c=green
gives "an enum's number" "green" 0 e.bare c=5
gives "bare text" "hello" 0 e.text s=hello
gives "bare text in JSON" '"hello"' 0 e.text s=hello --json
same "no reply" "status 0" "$("$GSC" call unix:echo.sock e.nothing; echo "status $?")"
gives "no reply in JSON" "null" 0 e.nothing --json
gives "an error's fields" \
	"gsc: e.fails: wrong: it is wrong (at: 1970-01-01T00:00:01Z, what: blue)" 1 \
	e.fails at=1000000000 what=blue
gives "what is missing" "gsc: e.numbers: 'b' is missing" 1 e.numbers a=1 c=1 d=true
gives "a wrong enumerator" \
	"gsc: e.bare: c: 'gren' is not a name of enum color; did you mean 'green'?" 1 e.bare c=gren
gives "a number that is none of an enum" \
	"gsc: e.bare: bad_request: bare.c: no color has the value 3" 1 e.bare c=3
gives "too long" "gsc: e.entries: bad_request: entries.list[0].tags[1]: 9 bytes are more than 8" 1 \
	e.entries 'list=[{"value": "", "tags": ["", "123456789"]}]'
gives "wrong JSON" "gsc: e.entries: list[0].age: 'true' is not a duration (250ms, 1s, 2h)" 1 \
	e.entries 'list=[{"value": "", "tags": [], "age": true}]'
gives "a member that is none" \
	"gsc: e.entries: list[0]: entry has no 'tag'; did you mean 'tags'?" 1 \
	e.entries 'list=[{"value": "", "tag": []}]'
"$GSC" call unix:echo.sock e.never n=1 2>err
same "the spec's timeout" "1 1" "$? $(grep -c '^gsc: e.never: timeout' err)"
"$GSC" call unix:echo.sock e.never n=1 --timeout 20ms 2>err
same "another timeout" "1 1" "$? $(grep -c '^gsc: e.never: timeout' err)"
kill -TERM "$server" && ended "$server"
pass "it ends"
done_testing
