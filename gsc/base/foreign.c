/* SPDX-License-Identifier: MIT */
#include "gsc/base/foreign.h"

#include <stddef.h>
#include <string.h>

/* Words in blanks, and what is said of each of them. */
struct row {
	const char *words;
	const char *text;
};

static const struct row declarations[] = {
	{ " message record table schema ", "a record is written 'struct NAME { ... }'" },
	{ " class ",
		"a server is written 'server NAME(...) { ... }', a record 'struct NAME { ... }'" },
	{ " interface ", "calls and casts stand in 'protocol NAME { ... }', the fields of a record "
			 "in 'struct NAME { ... }'" },
	{ " service trait contract api ", "calls and casts stand in 'protocol NAME { ... }'" },
	{ " gen_server process actor object impl agent worker handler module ",
		"a server is written 'server NAME(...) { ... }'" },
	{ " supervisor application app program main cluster ",
		"what is started together is written 'system NAME { ... }'" },
	{ " typedef ", "a record is written 'struct NAME { ... }', another name for a type "
		       "'type NAME = T;'" },
	{ " using alias newtype ", "another name for a type is written 'type NAME = T;'" },
	{ " exception errors throws ",
		"an error is written 'error NAME(field: T, ...) \"text\";'" },
	{ " oneof variant choice sealed ", "a choice is written 'union NAME { ... }'" },
	{ " enumeration ", "an enum is written 'enum NAME { a, b }'" },
	{ " namespace package syntax option mod ",
		"a file has no name of its own: leave this line out" },
	{ " let var val static final constexpr define constant ",
		"a constant is written 'const NAME = value;'" },
	{ " include use require from ", "another file is taken in by 'import \"path.gs\";'" },
	{ " def fn func fun function proc sub void int bool char double float unsigned long "
	  "uint32_t uint64_t int32_t int64_t size_t gs_str gs_verdict ",
		"C functions stand between '%{' and '%}'" },
	{ " call cast info rpc method response init terminate state mailbox ",
		"clauses stand inside of a 'server' or 'protocol'" },
	{ " listen strategy intensity backoff child children ",
		"this stands inside of a 'system'" },
	{ " pub public private protected export extern abstract async ",
		"every name can be seen by who imports the file: leave this word out" },
};

static const struct row members[] = {
	{ " rpc method def fn func fun function procedure handle_call request on receive sub get "
	  "query ",
		"a request is written 'call NAME(field: T, ...) -> T'" },
	{ " handle_cast oneway notify notification event publish emit ",
		"a message without an answer is written 'cast NAME(field: T, ...)'" },
	{ " handle_info message ",
		"a message of the server to itself is written 'info NAME(field: T, ...) { ... }'" },
	{ " timer every tick schedule periodic interval after ",
		"what runs by the clock is written 'info NAME() every 5s { ... }'" },
	{ " constructor new start setup create start_link ",
		"what runs first is written 'init { ... }'" },
	{ " destructor deinit close cleanup shutdown destroy ",
		"what runs last is written 'terminate { ... }'" },
	{ " var let val data fields private static mutable bool u8 u16 u32 u64 i8 i16 i32 i64 f32 "
	  "f64 string bytes list map duration time timer from instant extern secret ",
		"the fields of a server stand in 'state { name: type; }'" },
	{ " async pub public export protected virtual override abstract ", "leave this word out" },
	{ " queue inbox buffer ", "the bound of a server's queue is written 'mailbox N;'" },
	{ " import const type enum struct union error protocol server system ",
		"declarations stand outside of servers and protocols" },
	{ " listen strategy intensity backoff supervisor ", "this stands inside of a 'system'" },
	{ " implements notifies keyed ", "this stands before the '{' of the server" },
	{ " raises timeout within existing ", "this stands after the parameters of a call" },
};

static const struct row parts[] = {
	{ " returns return yields gives ", "a reply is written '-> T'" },
	{ " throws throw errors fails except may_fail ", "errors are written 'raises NAME, ...'" },
	{ " extends inherits derives provides is implementing conforms with ",
		"a protocol is named by 'implements NAME'" },
	{ " each period interval repeat per after ", "a period is written 'every 5s'" },
	{ " deadline ttl ", "how long callers wait is written 'timeout 5s'" },
	{ " limit size max maxsize ", "how large a message may be is written 'within 64KiB'" },
	{ " key id indexed per_key ", "one instance for each key is written 'keyed by NAME: T'" },
	{ " const override final async noexcept oneway ", "leave this word out" },
	{ " emits sends publishes pushes ", "what a server pushes is named by 'notifies NAME'" },
};

static const struct row before_types[] = {
	{ " optional maybe nullable ", "what may be missing is written 'T?'" },
	{ " repeated array vector list_of seq sequence ", "many are written 'list<T, N>'" },
	{ " oneof variant choice ",
		"a choice is written 'union NAME { ... }', outside, and named here" },
	{ " required ", "a field that has no default and no '?' is required: leave this word out" },
	{ " const final readonly mut mutable var let in out inout static volatile restrict "
	  "register public private protected pub ",
		"leave this word out" },
	{ " unsigned signed long short ",
		"integers are u8 u16 u32 u64 and, with a sign, i8 i16 i32 i64" },
	{ " stream ", "a reply is one message: 'notifies' is for many" },
	{ " secret ", "'secret' stands before the name" },
};

static const struct row values[] = {
	{ " null nil NULL None nullptr undefined nothing Nil Null Nothing empty ",
		"no value is written 'none'" },
	{ " True TRUE yes on ", "it is written 'true'" },
	{ " False FALSE no off ", "it is written 'false'" },
	{ " wait reject drop_oldest ", "what becomes of a full mailbox is said by 'overflow'" },
	{ " infinity inf forever never ", "no limit is written 'none'" },
};

static const struct {
	const struct row *rows;
	size_t count;
} places[FOREIGN_PLACE_COUNT] = {
#define ROWS(table) \
	{ \
		table, sizeof(table) / sizeof(table[0]) \
	}
	[FOREIGN_DECLARATION] = ROWS(declarations),
	[FOREIGN_MEMBER] = ROWS(members),
	[FOREIGN_PART] = ROWS(parts),
	[FOREIGN_BEFORE_TYPE] = ROWS(before_types),
	[FOREIGN_VALUE] = ROWS(values),
#undef ROWS
};

static const struct row types[] = {
	{ " Bool boolean Boolean _Bool ", "bool" },
	{ " byte Byte uchar char8_t uint8 uint8_t UInt8 ", "u8" },
	{ " uint16 uint16_t ushort UInt16 word ", "u16" },
	{ " uint uint32 uint32_t UInt32 UInt unsigned dword fixed32 ", "u32" },
	{ " uint64 uint64_t ulong UInt64 size_t usize uintptr_t uintmax_t qword fixed64 ", "u64" },
	{ " int8 int8_t sbyte Int8 ", "i8" },
	{ " int16 int16_t short Int16 ", "i16" },
	{ " int int32 int32_t Int32 Int Integer integer sint32 sfixed32 ", "i32" },
	{ " int64 int64_t long Long Int64 ssize_t isize ptrdiff_t intptr_t intmax_t off_t sint64 "
	  "sfixed64 ",
		"i64" },
	{ " float float32 Float Float32 single real ", "f32" },
	{ " double float64 Double Float64 number Number decimal ", "f64" },
	{ " String str text Text varchar gs_str gs_text ", "string<N>" },
	{ " binary blob Bytes Buffer buffer bytearray gs_blob gs_bytes ", "bytes<N>" },
	{ " seconds interval timespan Duration timedelta gs_duration ", "duration" },
	{ " date datetime timestamp time_t Time Instant Timestamp DateTime gs_time ", "time" },
	{ " vector Vec Vector array Array List slice sequence seq set Set ", "list<T, N>" },
	{ " dict Dict HashMap Map hash unordered_map BTreeMap object table Record ",
		"map<K, V, N>" },
	{ " Option Optional optional Maybe Nullable ", "T?" },
	{ " gs_from ", "from" },
	{ " gs_instant ", "instant" },
	{ " gs_ref pid Pid ", "ref<P>" },
	{ " gs_timer ", "timer" },
};

static const struct row no_types[] = {
	{ " char wchar_t rune ", "text is a 'string<N>', a byte a 'u8'" },
	{ " void unit Unit ", "what answers nothing is written without '->'" },
	{ " any Any object auto var dynamic unknown ",
		"every field has one type; a 'union' is one of several" },
	{ " uuid Uuid UUID guid ", "an id is a 'string<36>' or 'bytes<16>'" },
	{ " i128 u128 int128 bigint ", "integers have at most 64 bits" },
	{ " Result Either Future Promise Task Observable ",
		"a reply is its type alone, and errors are named by 'raises NAME'" },
	{ " json Json JSON ", "it is sent as a 'string<N>'" },
	{ " stream Stream task kept tls sorted forward ",
		"this word is kept for a later version of the language" },
};

static const char *find(const struct row *rows, size_t count, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; len && i < count; i++) {
		const char *at = rows[i].words;

		while ((at = strstr(at, word))) {
			if (at[-1] == ' ' && at[len] == ' ')
				return rows[i].text;
			at += len;
		}
	}
	return NULL;
}

const char *foreign_word(enum foreign_place place, const char *word)
{
	return find(places[place].rows, places[place].count, word);
}

const char *foreign_type(const char *name)
{
	return find(types, sizeof(types) / sizeof(types[0]), name);
}

const char *foreign_no_type(const char *name)
{
	return find(no_types, sizeof(no_types) / sizeof(no_types[0]), name);
}
