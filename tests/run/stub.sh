#!/bin/sh
# SPDX-License-Identifier: MIT
# gsc stub: handlers that compile and say what they are; an existing file only gains what it lacks.
. tests/support/tap.sh
include=-Iinclude
strict="-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Werror"
cd "$dir"
ln -s "$root/$B/include/gs" include
cat >all.gs <<'EOT'
enum color { red, green }
struct point { x: i32; name: string<10>; }
union shape { dot: point; nothing; }
error full(left: u32);
protocol store {
    call put(key: string<10>, at: point, reply: bool = false) -> (left: u32) raises full;
    call drop(keys: list<u32, 4>);
    cast note(shape: shape, color: color, blob: bytes<4>? = none);
}
protocol heard { cast said(text: string<10>); }
server shelf(other: ref<store>) implements store notifies heard {
    state { t: timer; }
    init;
    call put;
    call drop;
    cast note;
    call here() -> u32 { reply(7); }
    call later() -> point;
    info tick(who: from, n: u32);
    info beat() every 1h;
    info quiet() idle 1h;
    response done to store.put (who: from, status_of: u32);
    response dropped to store.drop;
    info down;
    info gone;
    info signal;
    terminate;
}
server line() keyed by user: string<8> {
    call hello(text: string<5>) -> string<5>;
}
system all {
    listen "unix:all.sock";
    shelf: shelf(other = shelf);
    line: line();
}
EOT
"$GSC" stub all.gs 2>err
same "it writes NAME.c, and says nothing" "0: " "$?: $(cat err)"
same "a function for each clause without a body" "line_on_hello
shelf_on_beat
shelf_on_done
shelf_on_down
shelf_on_drop
shelf_on_dropped
shelf_on_gone
shelf_on_init
shelf_on_later
shelf_on_note
shelf_on_put
shelf_on_quiet
shelf_on_signal
shelf_on_terminate
shelf_on_tick" "$(sed -n 's/^gs_verdict \([a-z_]*\)(.*/\1/p' all.c | sort)"
"$GSC" stub all.gs -o again.c && cmp -s all.c again.c
pass "the same again"
"$GSC" compile all.gs
for cc in gcc clang; do
	$cc $strict $include -c all.c -o all.$cc.o
	pass "$cc compiles it without a warning"
done
"$GSC" build all.gs all.c -o all && serve unix:all.sock ./all
pass "it builds and serves"
call() {
	"$GSC" call unix:all.sock "$@" 2>&1
}
same "a call fails honestly" "gsc: shelf.later: internal: shelf.later is not written yet" \
	"$(call shelf.later)"
same "one with arguments, too" "gsc: shelf.put: internal: shelf.put is not written yet" \
	"$(call shelf.put key=a 'at={"x": 1, "name": "a"}')"
same "of a keyed server" "gsc: line.hello: internal: line.hello is not written yet" \
	"$(call line.hello user=ann text=hi)"
same "a body in the spec answers" 7 "$(call shelf.here)"
same "a cast is taken" "" "$(call shelf.note 'shape={"nothing": null}' color=red)"
wait_until 'grep -q "shelf.note is not written yet" server.out'
pass "and logged"
kill -HUP "$server"
wait_until 'grep -q "shelf.signal is not written yet" server.out'
pass "a signal, too"
kill -TERM "$server" && ended "$server"
same "it ends in order" 0 $?
grep -q "shelf.terminate is not written yet" server.out
pass "terminate was run"

cp all.c before.c
touch -d 2001-01-01 all.c
"$GSC" stub all.gs
same "what is whole is left untouched" "0 2001" "$? $(date -r all.c +%Y)"
cat >mine.c <<'EOT'
// gs_verdict shelf_on_put(void) { }
/* gs_verdict shelf_on_drop(struct shelf *self) {} */
#define SHELF \
	gs_verdict shelf_on_note(int x) {
static const char *words = "gs_verdict shelf_on_init(void) {";
#include "all.gs.h"
gs_verdict shelf_on_beat(struct shelf *self, gs_ctx *ctx);

gs_verdict
shelf_on_put(struct shelf *s, gs_ctx *c, gs_str key, struct point const *at, bool again,
	struct store_put_reply *out) {
	(void)s, (void)c, (void)key, (void)at, (void)again, (void)words;
	shelf_tick_send(c, (gs_from){ 0 }, 1); if (out) { out->left = 3; }
	return GS_REPLY;
}
/* The end. */
EOT
cp mine.c given.c
"$GSC" stub all.gs -o mine.c 2>err
same "an existing file gains the others" "0:  14" "$?: $(cat err) $(grep -c 'not written' mine.c)"
head -n "$(wc -l <given.c)" mine.c | cmp -s - given.c
pass "what was there stays"
$CC $strict $include -Wno-missing-declarations -c mine.c -o mine.o
pass "and compiles"
cat >kept.c <<'EOT'
#include "all.gs.h"
__attribute__((hot, nonnull(1, 2))) gs_verdict shelf_on_drop(struct shelf *self,
	gs_ctx *ctx __attribute__((unused)), struct gs_list_u32 keys)
{
	return (void)self, (void)keys, GS_REPLY;
}
gs_verdict __attribute__((cold)) shelf_on_quiet(struct shelf *self, gs_ctx *ctx)
{
	return (void)self, (void)ctx, GS_NOREPLY;
}
EOT
"$GSC" stub all.gs -o kept.c 2>err
same "attributes are no part of a head" "0:  13" "$?: $(cat err) $(grep -c 'not written' kept.c)"
printf '/* no newline */ int x;' >bare.c
"$GSC" stub all.gs -o bare.c && grep -q '^#include "all.gs.h"' bare.c &&
	$CC $include -c bare.c -o x.o
pass "a file without the header gets it before what it gains"

cat >old.c <<'EOT'
#include "all.gs.h"
gs_verdict shelf_on_drop(struct shelf *self, gs_ctx *ctx, uint32_t keys)
{
	return GS_REPLY;
}

void shelf_on_quiet(struct shelf *self, gs_ctx *ctx)
{
}

gs_verdict shelf_on_here(struct shelf *self, gs_ctx *ctx)
{
	return GS_REPLY;
}
EOT
"$GSC" stub all.gs -o old.c 2>err
same "what is out of date is reported, what is never called too" "1: \
old.c:2:12: error: 'shelf_on_drop' is out of date, the spec says
    gs_verdict shelf_on_drop(struct shelf *self, gs_ctx *ctx, struct gs_list_u32 keys)
old.c:7:6: error: 'shelf_on_quiet' is out of date, the spec says
    gs_verdict shelf_on_quiet(struct shelf *self, gs_ctx *ctx)
old.c:11:12: warning: 'shelf_on_here' is called by nobody: no clause of server 'shelf' leaves it \
to C" "$?: $(cat err)"
same "and the others are there all the same" 13 "$(grep -c 'not written' old.c)"

"$GSC" stub "$root/examples/rate_limiter/limits.gs" 2>err
same "a spec with all its bodies needs none" "0: gsc: $root/examples/rate_limiter/limits.gs: \
every clause has its body, nothing is left to C" "$?: $(cat err)"
[ ! -e limits.c ]
pass "and makes no file"
cp "$root/examples/election/members.c" members.c
"$GSC" stub "$root/examples/election/election.gs" -o members.c &&
	cmp -s members.c "$root/examples/election/members.c"
pass "the example's own file is up to date"
printf 'server s { call a() -> u33; }\n' >bad.gs
"$GSC" stub bad.gs 2>err
same "a spec with errors" 1 $?
[ ! -e bad.c ]
pass "makes no file"
mkdir full.c
"$GSC" stub all.gs -o full.c 2>err
same "a directory in its place" "1: gsc: full.c: is a directory" "$?: $(cat err)"
done_testing
