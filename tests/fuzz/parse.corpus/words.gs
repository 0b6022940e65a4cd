// Every word of the language as a name, wherever a name may stand.

const import = import + 1;
const const = const + 1;
const type = type + 1;
const enum = enum + 1;
const struct = struct + 1;
const union = union + 1;
const error = error + 1;
const protocol = protocol + 1;
const server = server + 1;
const system = system + 1;
const call = call + 1;
const cast = cast + 1;
const info = info + 1;
const response = response + 1;
const init = init + 1;
const terminate = terminate + 1;
const state = state + 1;
const mailbox = mailbox + 1;
const overflow = overflow + 1;
const keyed = keyed + 1;
const by = by + 1;
const evict = evict + 1;
const implements = implements + 1;
const notifies = notifies + 1;
const raises = raises + 1;
const timeout = timeout + 1;
const within = within + 1;
const existing = existing + 1;
const every = every + 1;
const idle = idle + 1;
const to = to + 1;
const down = down + 1;
const gone = gone + 1;
const signal = signal + 1;
const listen = listen + 1;
const mode = mode + 1;
const serves = serves + 1;
const as = as + 1;
const max = max + 1;
const strategy = strategy + 1;
const intensity = intensity + 1;
const in = in + 1;
const backoff = backoff + 1;
const supervisor = supervisor + 1;
const remote = remote + 1;
const dynamic = dynamic + 1;
const restart = restart + 1;
const shutdown = shutdown + 1;
const secret = secret + 1;
const string = string + 1;
const bytes = bytes + 1;
const list = list + 1;
const map = map + 1;
const ref = ref + 1;
const extern = extern + 1;
const drop = drop + 1;
const true = 1 + 1;
const false = 1 + 1;
const none = 1 + 1;
enum words {
	import = import,
	const = const,
	type = type,
	enum = enum,
	struct = struct,
	union = union,
	error = error,
	protocol = protocol,
	server = server,
	system = system,
	call = call,
	cast = cast,
	info = info,
	response = response,
	init = init,
	terminate = terminate,
	state = state,
	mailbox = mailbox,
	overflow = overflow,
	keyed = keyed,
	by = by,
	evict = evict,
	implements = implements,
	notifies = notifies,
	raises = raises,
	timeout = timeout,
	within = within,
	existing = existing,
	every = every,
	idle = idle,
	to = to,
	down = down,
	gone = gone,
	signal = signal,
	listen = listen,
	mode = mode,
	serves = serves,
	as = as,
	max = max,
	strategy = strategy,
	intensity = intensity,
	in = in,
	backoff = backoff,
	supervisor = supervisor,
	remote = remote,
	dynamic = dynamic,
	restart = restart,
	shutdown = shutdown,
	secret = secret,
	string = string,
	bytes = bytes,
	list = list,
	map = map,
	ref = ref,
	extern = extern,
	drop = drop,
	true = true,
	false = false,
	none = none,
}
struct words {
	import: u32 in import..import = import;
	const: u32 in const..const = const;
	type: u32 in type..type = type;
	enum: u32 in enum..enum = enum;
	struct: u32 in struct..struct = struct;
	union: u32 in union..union = union;
	error: u32 in error..error = error;
	protocol: u32 in protocol..protocol = protocol;
	server: u32 in server..server = server;
	system: u32 in system..system = system;
	call: u32 in call..call = call;
	cast: u32 in cast..cast = cast;
	info: u32 in info..info = info;
	response: u32 in response..response = response;
	init: u32 in init..init = init;
	terminate: u32 in terminate..terminate = terminate;
	state: u32 in state..state = state;
	mailbox: u32 in mailbox..mailbox = mailbox;
	overflow: u32 in overflow..overflow = overflow;
	keyed: u32 in keyed..keyed = keyed;
	by: u32 in by..by = by;
	evict: u32 in evict..evict = evict;
	implements: u32 in implements..implements = implements;
	notifies: u32 in notifies..notifies = notifies;
	raises: u32 in raises..raises = raises;
	timeout: u32 in timeout..timeout = timeout;
	within: u32 in within..within = within;
	existing: u32 in existing..existing = existing;
	every: u32 in every..every = every;
	idle: u32 in idle..idle = idle;
	to: u32 in to..to = to;
	down: u32 in down..down = down;
	gone: u32 in gone..gone = gone;
	signal: u32 in signal..signal = signal;
	listen: u32 in listen..listen = listen;
	mode: u32 in mode..mode = mode;
	serves: u32 in serves..serves = serves;
	as: u32 in as..as = as;
	max: u32 in max..max = max;
	strategy: u32 in strategy..strategy = strategy;
	intensity: u32 in intensity..intensity = intensity;
	in: u32 in in..in = in;
	backoff: u32 in backoff..backoff = backoff;
	supervisor: u32 in supervisor..supervisor = supervisor;
	remote: u32 in remote..remote = remote;
	dynamic: u32 in dynamic..dynamic = dynamic;
	restart: u32 in restart..restart = restart;
	shutdown: u32 in shutdown..shutdown = shutdown;
	secret: u32 in secret..secret = secret;
	string: u32 in string..string = string;
	bytes: u32 in bytes..bytes = bytes;
	list: u32 in list..list = list;
	map: u32 in map..map = map;
	ref: u32 in ref..ref = ref;
	extern: u32 in extern..extern = extern;
	drop: u32 in drop..drop = drop;
	true: u32 in 0..9 = true;
	false: u32 in 0..9 = false;
	none: u32 in 0..9 = none;
	secret import: ref<import>;
	secret const: ref<const>;
	secret type: ref<type>;
	secret enum: ref<enum>;
	secret struct: ref<struct>;
	secret union: ref<union>;
	secret error: ref<error>;
	secret protocol: ref<protocol>;
	secret server: ref<server>;
	secret system: ref<system>;
	secret call: ref<call>;
	secret cast: ref<cast>;
	secret info: ref<info>;
	secret response: ref<response>;
	secret init: ref<init>;
	secret terminate: ref<terminate>;
	secret state: ref<state>;
	secret mailbox: ref<mailbox>;
	secret overflow: ref<overflow>;
	secret keyed: ref<keyed>;
	secret by: ref<by>;
	secret evict: ref<evict>;
	secret implements: ref<implements>;
	secret notifies: ref<notifies>;
	secret raises: ref<raises>;
	secret timeout: ref<timeout>;
	secret within: ref<within>;
	secret existing: ref<existing>;
	secret every: ref<every>;
	secret idle: ref<idle>;
	secret to: ref<to>;
	secret down: ref<down>;
	secret gone: ref<gone>;
	secret signal: ref<signal>;
	secret listen: ref<listen>;
	secret mode: ref<mode>;
	secret serves: ref<serves>;
	secret as: ref<as>;
	secret max: ref<max>;
	sec