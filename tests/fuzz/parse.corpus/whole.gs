// Every form of the language, each at least once. It parses; it is not meant to pass the checker.
/* An ordinary comment, { with ' and " in it. */

%top{
#define _FILE_OFFSET_BITS 64 /* %} in a comment does not end it */
%}

import "shared/types.gs";

/// How many there may be.
/// A second line.
const MAX: u32 = 10_000;
const MASK = 0x1f & ~(1 << 3) | 0xF0 ^ 2;
const HALF = MAX / 2 + 7 % 4 - -1;
const SHIFTED = 0xff00 >> 8 << 1;
const RATIO: f64 = 2.5;
const TINY = 1e-3;
const BIG = 1_000.25E+6;
const NAP = 2 * 250us + 1s - 5ns;
const LONG_NAPS = 10ms + 5m + 2h + 1d;
const ROOM = 64KiB + 1MiB + 1GiB;
const HELLO: string<32> = "tab\t quote\" slash\\ \101\x41\u00e9\U0001F600 \?\a\b\f\v\r\n\0";
const ON = true;
const OFF: bool = false;
const NOTHING: u32? = none;

type percent = u8 in 0..100;
type label = string<1..64>;
type pause = duration in 1ms..5 * 1s;

/// Colours.
enum color {
	/// Like blood.
	red,
	green = 5,
	blue = green + (1 << 4),
}

enum empty { }
enum one { only }

//// Four slashes are no documentation.
struct entry {
	/// What it holds.
	value: bytes<64KiB>;
	hits: u32 = 0;
	secret token: string<8..(1 << 6)>?;
	tags: list<string<8>, 4>;
	nested: list<list<u8, 2>, 1..3>?;
	table: map<string<16>, list<u32, 4>, 100>;
	open: map<u32, bytes>;
	share: percent = 50;
	level: i64 in -5..5 = -1;
	mood: color = red;
	raw: string;
	at: time;
	every_ref: ref;
	some: ref<store>;
	handle: extern "FILE *" drop fclose;
	plain: extern "struct stat";
}

union shape {
	circle: f64;
	box: entry;
	nothing;
	secret key: bytes<16>;
}

error full;
error late(by: duration, at: time?) "too late";
error odd() "odd";

/// What stores answer to.
protocol store {
	/// Reads one.
	call get(key: label) -> entry raises full, late timeout 2s;
	call put(
		/// Where.
		key: label,
		/// What.
		value: bytes<64KiB> = "",
	) -> (fresh: bool, /* none */ left: u32 = 0,) within 1MiB raises full timeout none;
	call count(n: u32 in 1..1000 = 1) -> u64?;
	cast drop(key: label) within 4KiB existing;
	cast reset();
	call ping() existing;
}

protocol watcher {
	cast changed(key: label);
}

%{
static const char *brace = "}%{";
static int twice(int n) { return n * 2; } // it's } %} only here
/* %} */
static char quote = '"', other = '\'';
%}

/// The server.
server shop(capacity: u32 = 100, secret password: string<32> = "", peers: list<ref<store>, 4>)
	keyed by secret user: string<64> idle 10m max 1_000 evict
	implements store, watcher
	notifies watcher
{
	/// Its state.
	state {
		/// How many.
		count: u32 = capacity;
		seen: map<ref<store>, entry>;
		waiting: list<from>;
		tick: timer;
		since: instant;
		last: entry;
	}

	init {
		self->count = 0; /* } */
		const char *text = "} \" {";
		char brace = '}';
		if (brace == '{') { // don't }
			stop("odd");
		}
#error don't
	}

	/// A call of the protocol.
	call get { reply(); }
	call put;
	call count(n: u32 in 1..1000 = 1) -> u64? { reply(1); }
	cast drop { }
	cast reset;
	call own(x: u32, y: u32?,) -> (sum: u64) raises full, odd timeout NAP within 2 * ROOM existing {
		fail(full);
	}
	call both() -> u32 within 1MiB timeout 1s raises odd;
	cast note();

	info tick() every period { }
	info sleepy() idle 5m { }
	info message(who: from, from: from, ref: ref<store>);
	info down { }
	info gone;
	info signal { }
	info down(why: string<8>) { }

	response answer to store.get (who: from, number: u32) { }
	response bare to store.reset;

	terminate { }
	mailbox 1024 4MiB overflow drop_oldest;
	mailbox MAX / 2 (2 * ROOM);
	mailbox 5;
}

server tiny { }

/// All of it.
system all {
	/// The front door.
	listen "unix:shop.sock" mode 0660;
	listen "tcp:127.0.0.1:7070" serves front, stock as inventory_api max 1000 within 2MiB;
	listen "tcp:[::1]:0" max 5 serves front;
	listen "unix:two.sock" mode 0;
	strategy rest_for_one;
	intensity 5 in 10s;
	backoff 100ms..5s;

	/// The stock.
	stock: inventory(size = 1000, name = "x" , wide = 1 << 4,);
	sink: remote metrics "tcp:10.0.0.9:7071" "sink";
	supervisor inner {
		strategy one_for_all;
		limiter: rate_limiter() restart transient shutdown 2s;
		supervisor innermost {
			front: checkout(stock = stock, shards = [s0, s1,], none_of = []) shutdown 1s restart temporary;
		}
	}
	jobs: dynamic worker max 1000 restart transient;
	more: dynamic worker(size = 1) shutdown 5s;
	plain: tiny;
}
