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
	secret strategy: ref<strategy>;
	secret intensity: ref<intensity>;
	secret in: ref<in>;
	secret backoff: ref<backoff>;
	secret supervisor: ref<supervisor>;
	secret remote: ref<remote>;
	secret dynamic: ref<dynamic>;
	secret restart: ref<restart>;
	secret shutdown: ref<shutdown>;
	secret secret: ref<secret>;
	secret string: ref<string>;
	secret bytes: ref<bytes>;
	secret list: ref<list>;
	secret map: ref<map>;
	secret ref: ref<ref>;
	secret extern: ref<extern>;
	secret drop: ref<drop>;
	secret true: ref<true>;
	secret false: ref<false>;
	secret none: ref<none>;
}
union words {
	import;
	import: words;
	const;
	const: words;
	type;
	type: words;
	enum;
	enum: words;
	struct;
	struct: words;
	union;
	union: words;
	error;
	error: words;
	protocol;
	protocol: words;
	server;
	server: words;
	system;
	system: words;
	call;
	call: words;
	cast;
	cast: words;
	info;
	info: words;
	response;
	response: words;
	init;
	init: words;
	terminate;
	terminate: words;
	state;
	state: words;
	mailbox;
	mailbox: words;
	overflow;
	overflow: words;
	keyed;
	keyed: words;
	by;
	by: words;
	evict;
	evict: words;
	implements;
	implements: words;
	notifies;
	notifies: words;
	raises;
	raises: words;
	timeout;
	timeout: words;
	within;
	within: words;
	existing;
	existing: words;
	every;
	every: words;
	idle;
	idle: words;
	to;
	to: words;
	down;
	down: words;
	gone;
	gone: words;
	signal;
	signal: words;
	listen;
	listen: words;
	mode;
	mode: words;
	serves;
	serves: words;
	as;
	as: words;
	max;
	max: words;
	strategy;
	strategy: words;
	intensity;
	intensity: words;
	in;
	in: words;
	backoff;
	backoff: words;
	supervisor;
	supervisor: words;
	remote;
	remote: words;
	dynamic;
	dynamic: words;
	restart;
	restart: words;
	shutdown;
	shutdown: words;
	secret;
	secret: words;
	string;
	string: words;
	bytes;
	bytes: words;
	list;
	list: words;
	map;
	map: words;
	ref;
	ref: words;
	extern;
	extern: words;
	drop;
	drop: words;
	true;
	true: words;
	false;
	false: words;
	none;
	none: words;
}
error import(import: u32) "";
error const(const: u32) "";
error type(type: u32) "";
error enum(enum: u32) "";
error struct(struct: u32) "";
error union(union: u32) "";
error error(error: u32) "";
error protocol(protocol: u32) "";
error server(server: u32) "";
error system(system: u32) "";
error call(call: u32) "";
error cast(cast: u32) "";
error info(info: u32) "";
error response(response: u32) "";
error init(init: u32) "";
error terminate(terminate: u32) "";
error state(state: u32) "";
error mailbox(mailbox: u32) "";
error overflow(overflow: u32) "";
error keyed(keyed: u32) "";
error by(by: u32) "";
error evict(evict: u32) "";
error implements(implements: u32) "";
error notifies(notifies: u32) "";
error raises(raises: u32) "";
error timeout(timeout: u32) "";
error within(within: u32) "";
error existing(existing: u32) "";
error every(every: u32) "";
error idle(idle: u32) "";
error to(to: u32) "";
error down(down: u32) "";
error gone(gone: u32) "";
error signal(signal: u32) "";
error listen(listen: u32) "";
error mode(mode: u32) "";
error serves(serves: u32) "";
error as(as: u32) "";
error max(max: u32) "";
error strategy(strategy: u32) "";
error intensity(intensity: u32) "";
error in(in: u32) "";
error backoff(backoff: u32) "";
error supervisor(supervisor: u32) "";
error remote(remote: u32) "";
error dynamic(dynamic: u32) "";
error restart(restart: u32) "";
error shutdown(shutdown: u32) "";
error secret(secret: u32) "";
error string(string: u32) "";
error bytes(bytes: u32) "";
error list(list: u32) "";
error map(map: u32) "";
error ref(ref: u32) "";
error extern(extern: u32) "";
error drop(drop: u32) "";
error true(true: u32) "";
error false(false: u32) "";
error none(none: u32) "";
protocol import { call import(import: u32 = import) -> (import: u32) raises import, import timeout import within import existing; cast import(secret import: u32,) within import; }
protocol const { call const(const: u32 = const) -> (const: u32) raises const, const timeout const within const existing; cast const(secret const: u32,) within const; }
protocol type { call type(type: u32 = type) -> (type: u32) raises type, type timeout type within type existing; cast type(secret type: u32,) within type; }
protocol enum { call enum(enum: u32 = enum) -> (enum: u32) raises enum, enum timeout enum within enum existing; cast enum(secret enum: u32,) within enum; }
protocol struct { call struct(struct: u32 = struct) -> (struct: u32) raises struct, struct timeout struct within struct existing; cast struct(secret struct: u32,) within struct; }
protocol union { call union(union: u32 = union) -> (union: u32) raises union, union timeout union within union existing; cast union(secret union: u32,) within union; }
protocol error { call error(error: u32 = error) -> (error: u32) raises error, error timeout error within error existing; cast error(secret error: u32,) within error; }
protocol protocol { call protocol(protocol: u32 = protocol) -> (protocol: u32) raises protocol, protocol timeout protocol within protocol existing; cast protocol(secret protocol: u32,) within protocol; }
protocol server { call server(server: u32 = server) -> (server: u32) raises server, server timeout server within server existing; cast server(secret server: u32,) within server; }
protocol system { call system(system: u32 = system) -> (system: u32) raises system, system timeout system within system existing; cast system(secret system: u32,) within system; }
protocol call { call call(call: u32 = call) -> (call: u32) raises call, call timeout call within call existing; cast call(secret call: u32,) within call; }
protocol cast { call cast(cast: u32 = cast) -> (cast: u32) raises cast, cast timeout cast within cast existing; cast cast(secret cast: u32,) within cast; }
protocol info { call info(info: u32 = info) -> (info: u32) raises info, info timeout info within info existing; cast info(secret info: u32,) within info; }
protocol response { call response(response: u32 = response) -> (response: u32) raises response, response timeout response within response existing; cast response(secret response: u32,) within response; }
protocol init { call init(init: u32 = init) -> (init: u32) raises init, init timeout init within init existing; cast init(secret init: u32,) within init; }
protocol terminate { call terminate(terminate: u32 = terminate) -> (terminate: u32) raises terminate, terminate timeout terminate within terminate existing; cast terminate(secret terminate: u32,) within terminate; }
protocol state { call state(state: u32 = state) -> (state: u32) raises state, state timeout state within state existing; cast state(secret state: u32,) within state; }
protocol mailbox { call mailbox(mailbox: u32 = mailbox) -> (mailbox: u32) raises mailbox, mailbox timeout mailbox within mailbox existing; cast mailbox(secret mailbox: u32,) within mailbox; }
protocol overflow { call overflow(overflow: u32 = overflow) -> (overflow: u32) raises overflow, overflow timeout overflow within overflow existing; cast overflow(secret overflow: u32,) within overflow; }
protocol keyed { call keyed(keyed: u32 = keyed) -> (keyed: u32) raises keyed, keyed timeout keyed within keyed existing; cast keyed(secret keyed: u32,) within keyed; }
protocol by { call by(by: u32 = by) -> (by: u32) raises by, by timeout by within by existing; cast by(secret by: u32,) within by; }
protocol evict { call evict(evict: u32 = evict) -> (evict: u32) raises evict, evict timeout evict within evict existing; cast evict(secret evict: u32,) within evict; }
protocol implements { call implements(implements: u32 = implements) -> (implements: u32) raises implements, implements timeout implements within implements existing; cast implements(secret implements: u32,) within implements; }
protocol notifies { call notifies(notifies: u32 = notifies) -> (notifies: u32) raises notifies, notifies timeout notifies within notifies existing; cast notifies(secret notifies: u32,) within notifies; }
protocol raises { call raises(raises: u32 = raises) -> (raises: u32) raises raises, raises timeout raises within raises existing; cast raises(secret raises: u32,) within raises; }
protocol timeout { call timeout(timeout: u32 = timeout) -> (timeout: u32) raises timeout, timeout timeout timeout within timeout existing; cast timeout(secret timeout: u32,) within timeout; }
protocol within { call within(within: u32 = within) -> (within: u32) raises within, within timeout within within within existing; cast within(secret within: u32,) within within; }
protocol existing { call existing(existing: u32 = existing) -> (existing: u32) raises existing, existing timeout existing within existing existing; cast existing(secret existing: u32,) within existing; }
protocol every { call every(every: u32 = every) -> (every: u32) raises every, every timeout every within every existing; cast every(secret every: u32,) within every; }
protocol idle { call idle(idle: u32 = idle) -> (idle: u32) raises idle, idle timeout idle within idle existing; cast idle(secret idle: u32,) within idle; }
protocol to { call to(to: u32 = to) -> (to: u32) raises to, to timeout to within to existing; cast to(secret to: u32,) within to; }
protocol down { call down(down: u32 = down) -> (down: u32) raises down, down timeout down within down existing; cast down(secret down: u32,) within down; }
protocol gone { call gone(gone: u32 = gone) -> (gone: u32) raises gone, gone timeout gone within gone existing; cast gone(secret gone: u32,) within gone; }
protocol signal { call signal(signal: u32 = signal) -> (signal: u32) raises signal, signal timeout signal within signal existing; cast signal(secret signal: u32,) within signal; }
protocol listen { call listen(listen: u32 = listen) -> (listen: u32) raises listen, listen timeout listen within listen existing; cast listen(secret listen: u32,) within listen; }
protocol mode { call mode(mode: u32 = mode) -> (mode: u32) raises mode, mode timeout mode within mode existing; cast mode(secret mode: u32,) within mode; }
protocol serves { call serves(serves: u32 = serves) -> (serves: u32) raises serves, serves timeout serves within serves existing; cast serves(secret serves: u32,) within serves; }
protocol as { call as(as: u32 = as) -> (as: u32) raises as, as timeout as within as existing; cast as(secret as: u32,) within as; }
protocol max { call max(max: u32 = max) -> (max: u32) raises max, max timeout max within max existing; cast max(secret max: u32,) within max; }
protocol strategy { call strategy(strategy: u32 = strategy) -> (strategy: u32) raises strategy, strategy timeout strategy within strategy existing; cast strategy(secret strategy: u32,) within strategy; }
protocol intensity { call intensity(intensity: u32 = intensity) -> (intensity: u32) raises intensity, intensity timeout intensity within intensity existing; cast intensity(secret intensity: u32,) within intensity; }
protocol in { call in(in: u32 = in) -> (in: u32) raises in, in timeout in within in existing; cast in(secret in: u32,) within in; }
protocol backoff { call backoff(backoff: u32 = backoff) -> (backoff: u32) raises backoff, backoff timeout backoff within backoff existing; cast backoff(secret backoff: u32,) within backoff; }
protocol supervisor { call supervisor(supervisor: u32 = supervisor) -> (supervisor: u32) raises supervisor, supervisor timeout supervisor within supervisor existing; cast supervisor(secret supervisor: u32,) within supervisor; }
protocol remote { call remote(remote: u32 = remote) -> (remote: u32) raises remote, remote timeout remote within remote existing; cast remote(secret remote: u32,) within remote; }
protocol dynamic { call dynamic(dynamic: u32 = dynamic) -> (dynamic: u32) raises dynamic, dynamic timeout dynamic within dynamic existing; cast dynamic(secret dynamic: u32,) within dynamic; }
protocol restart { call restart(restart: u32 = restart) -> (restart: u32) raises restart, restart timeout restart within restart existing; cast restart(secret restart: u32,) within restart; }
protocol shutdown { call shutdown(shutdown: u32 = shutdown) -> (shutdown: u32) raises shutdown, shutdown timeout shutdown within shutdown existing; cast shutdown(secret shutdown: u32,) within shutdown; }
protocol secret { call secret(secret: u32 = secret) -> (secret: u32) raises secret, secret timeout secret within secret existing; cast secret(secret secret: u32,) within secret; }
protocol string { call string(string: u32 = string) -> (string: u32) raises string, string timeout string within string existing; cast string(secret string: u32,) within string; }
protocol bytes { call bytes(bytes: u32 = bytes) -> (bytes: u32) raises bytes, bytes timeout bytes within bytes existing; cast bytes(secret bytes: u32,) within bytes; }
protocol list { call list(list: u32 = list) -> (list: u32) raises list, list timeout list within list existing; cast list(secret list: u32,) within list; }
protocol map { call map(map: u32 = map) -> (map: u32) raises map, map timeout map within map existing; cast map(secret map: u32,) within map; }
protocol ref { call ref(ref: u32 = ref) -> (ref: u32) raises ref, ref timeout ref within ref existing; cast ref(secret ref: u32,) within ref; }
protocol extern { call extern(extern: u32 = extern) -> (extern: u32) raises extern, extern timeout extern within extern existing; cast extern(secret extern: u32,) within extern; }
protocol drop { call drop(drop: u32 = drop) -> (drop: u32) raises drop, drop timeout drop within drop existing; cast drop(secret drop: u32,) within drop; }
protocol true { call true(true: u32 = true) -> (true: u32) raises true, true timeout true within true existing; cast true(secret true: u32,) within true; }
protocol false { call false(false: u32 = false) -> (false: u32) raises false, false timeout false within false existing; cast false(secret false: u32,) within false; }
protocol none { call none(none: u32 = none) -> (none: u32) raises none, none timeout none within none existing; cast none(secret none: u32,) within none; }
server import(import: u32 = import) keyed by import: u32 idle import max import evict implements import, import notifies import {
	state { import: u32 = import; }
	call import { }
	call import;
	cast import(import: u32) existing;
	info import(import: timer) every import { }
	info import() idle import;
	response import to import.import (import: u32);
	mailbox import overflow import;
}
server const(const: u32 = const) keyed by const: u32 idle const max const evict implements const, const notifies const {
	state { const: u32 = const; }
	call const { }
	call const;
	cast const(const: u32) existing;
	info const(const: timer) every const { }
	info const() idle const;
	response const to const.const (const: u32);
	mailbox const overflow const;
}
server type(type: u32 = type) keyed by type: u32 idle type max type evict implements type, type notifies type {
	state { type: u32 = type; }
	call type { }
	call type;
	cast type(type: u32) existing;
	info type(type: timer) every type { }
	info type() idle type;
	response type to type.type (type: u32);
	mailbox type overflow type;
}
server enum(enum: u32 = enum) keyed by enum: u32 idle enum max enum evict implements enum, enum notifies enum {
	state { enum: u32 = enum; }
	call enum { }
	call enum;
	cast enum(enum: u32) existing;
	info enum(enum: timer) every enum { }
	info enum() idle enum;
	response enum to enum.enum (enum: u32);
	mailbox enum overflow enum;
}
server struct(struct: u32 = struct) keyed by struct: u32 idle struct max struct evict implements struct, struct notifies struct {
	state { struct: u32 = struct; }
	call struct { }
	call struct;
	cast struct(struct: u32) existing;
	info struct(struct: timer) every struct { }
	info struct() idle struct;
	response struct to struct.struct (struct: u32);
	mailbox struct overflow struct;
}
server union(union: u32 = union) keyed by union: u32 idle union max union evict implements union, union notifies union {
	state { union: u32 = union; }
	call union { }
	call union;
	cast union(union: u32) existing;
	info union(union: timer) every union { }
	info union() idle union;
	response union to union.union (union: u32);
	mailbox union overflow union;
}
server error(error: u32 = error) keyed by error: u32 idle error max error evict implements error, error notifies error {
	state { error: u32 = error; }
	call error { }
	call error;
	cast error(error: u32) existing;
	info error(error: timer) every error { }
	info error() idle error;
	response error to error.error (error: u32);
	mailbox error overflow error;
}
server protocol(protocol: u32 = protocol) keyed by protocol: u32 idle protocol max protocol evict implements protocol, protocol notifies protocol {
	state { protocol: u32 = protocol; }
	call protocol { }
	call protocol;
	cast protocol(protocol: u32) existing;
	info protocol(protocol: timer) every protocol { }
	info protocol() idle protocol;
	response protocol to protocol.protocol (protocol: u32);
	mailbox protocol overflow protocol;
}
server server(server: u32 = server) keyed by server: u32 idle server max server evict implements server, server notifies server {
	state { server: u32 = server; }
	call server { }
	call server;
	cast server(server: u32) existing;
	info server(server: timer) every server { }
	info server() idle server;
	response server to server.server (server: u32);
	mailbox server overflow server;
}
server system(system: u32 = system) keyed by system: u32 idle system max system evict implements system, system notifies system {
	state { system: u32 = system; }
	call system { }
	call system;
	cast system(system: u32) existing;
	info system(system: timer) every system { }
	info system() idle system;
	response system to system.system (system: u32);
	mailbox system overflow system;
}
server call(call: u32 = call) keyed by call: u32 idle call max call evict implements call, call notifies call {
	state { call: u32 = call; }
	call call { }
	call call;
	cast call(call: u32) existing;
	info call(call: timer) every call { }
	info call() idle call;
	response call to call.call (call: u32);
	mailbox call overflow call;
}
server cast(cast: u32 = cast) keyed by cast: u32 idle cast max cast evict implements cast, cast notifies cast {
	state { cast: u32 = cast; }
	call cast { }
	call cast;
	cast cast(cast: u32) existing;
	info cast(cast: timer) every cast { }
	info cast() idle cast;
	response cast to cast.cast (cast: u32);
	mailbox cast overflow cast;
}
server info(info: u32 = info) keyed by info: u32 idle info max info evict implements info, info notifies info {
	state { info: u32 = info; }
	call info { }
	call info;
	cast info(info: u32) existing;
	info info(info: timer) every info { }
	info info() idle info;
	response info to info.info (info: u32);
	mailbox info overflow info;
}
server response(response: u32 = response) keyed by response: u32 idle response max response evict implements response, response notifies response {
	state { response: u32 = response; }
	call response { }
	call response;
	cast response(response: u32) existing;
	info response(response: timer) every response { }
	info response() idle response;
	response response to response.response (response: u32);
	mailbox response overflow response;
}
server init(init: u32 = init) keyed by init: u32 idle init max init evict implements init, init notifies init {
	state { init: u32 = init; }
	call init { }
	call init;
	cast init(init: u32) existing;
	info init(init: timer) every init { }
	info init() idle init;
	response init to init.init (init: u32);
	mailbox init overflow init;
}
server terminate(terminate: u32 = terminate) keyed by terminate: u32 idle terminate max terminate evict implements terminate, terminate notifies terminate {
	state { terminate: u32 = terminate; }
	call terminate { }
	call terminate;
	cast terminate(terminate: u32) existing;
	info terminate(terminate: timer) every terminate { }
	info terminate() idle terminate;
	response terminate to terminate.terminate (terminate: u32);
	mailbox terminate overflow terminate;
}
server state(state: u32 = state) keyed by state: u32 idle state max state evict implements state, state notifies state {
	state { state: u32 = state; }
	call state { }
	call state;
	cast state(state: u32) existing;
	info state(state: timer) every state { }
	info state() idle state;
	response state to state.state (state: u32);
	mailbox state overflow state;
}
server mailbox(mailbox: u32 = mailbox) keyed by mailbox: u32 idle mailbox max mailbox evict implements mailbox, mailbox notifies mailbox {
	state { mailbox: u32 = mailbox; }
	call mailbox { }
	call mailbox;
	cast mailbox(mailbox: u32) existing;
	info mailbox(mailbox: timer) every mailbox { }
	info mailbox() idle mailbox;
	response mailbox to mailbox.mailbox (mailbox: u32);
	mailbox mailbox overflow mailbox;
}
server overflow(overflow: u32 = overflow) keyed by overflow: u32 idle overflow max overflow evict implements overflow, overflow notifies overflow {
	state { overflow: u32 = overflow; }
	call overflow { }
	call overflow;
	cast overflow(overflow: u32) existing;
	info overflow(overflow: timer) every overflow { }
	info overflow() idle overflow;
	response overflow to overflow.overflow (overflow: u32);
	mailbox overflow overflow overflow;
}
server keyed(keyed: u32 = keyed) keyed by keyed: u32 idle keyed max keyed evict implements keyed, keyed notifies keyed {
	state { keyed: u32 = keyed; }
	call keyed { }
	call keyed;
	cast keyed(keyed: u32) existing;
	info keyed(keyed: timer) every keyed { }
	info keyed() idle keyed;
	response keyed to keyed.keyed (keyed: u32);
	mailbox keyed overflow keyed;
}
server by(by: u32 = by) keyed by by: u32 idle by max by evict implements by, by notifies by {
	state { by: u32 = by; }
	call by { }
	call by;
	cast by(by: u32) existing;
	info by(by: timer) every by { }
	info by() idle by;
	response by to by.by (by: u32);
	mailbox by overflow by;
}
server evict(evict: u32 = evict) keyed by evict: u32 idle evict max evict evict implements evict, evict notifies evict {
	state { evict: u32 = evict; }
	call evict { }
	call evict;
	cast evict(evict: u32) existing;
	info evict(evict: timer) every evict { }
	info evict() idle evict;
	response evict to evict.evict (evict: u32);
	mailbox evict overflow evict;
}
server implements(implements: u32 = implements) keyed by implements: u32 idle implements max implements evict implements implements, implements notifies implements {
	state { implements: u32 = implements; }
	call implements { }
	call implements;
	cast implements(implements: u32) existing;
	info implements(implements: timer) every implements { }
	info implements() idle implements;
	response implements to implements.implements (implements: u32);
	mailbox implements overflow implements;
}
server notifies(notifies: u32 = notifies) keyed by notifies: u32 idle notifies max notifies evict implements notifies, notifies notifies notifies {
	state { notifies: u32 = notifies; }
	call notifies { }
	call notifies;
	cast notifies(notifies: u32) existing;
	info notifies(notifies: timer) every notifies { }
	info notifies() idle notifies;
	response notifies to notifies.notifies (notifies: u32);
	mailbox notifies overflow notifies;
}
server raises(raises: u32 = raises) keyed by raises: u32 idle raises max raises evict implements raises, raises notifies raises {
	state { raises: u32 = raises; }
	call raises { }
	call raises;
	cast raises(raises: u32) existing;
	info raises(raises: timer) every raises { }
	info raises() idle raises;
	response raises to raises.raises (raises: u32);
	mailbox raises overflow raises;
}
server timeout(timeout: u32 = timeout) keyed by timeout: u32 idle timeout max timeout evict implements timeout, timeout notifies timeout {
	state { timeout: u32 = timeout; }
	call timeout { }
	call timeout;
	cast timeout(timeout: u32) existing;
	info timeout(timeout: timer) every timeout { }
	info timeout() idle timeout;
	response timeout to timeout.timeout (timeout: u32);
	mailbox timeout overflow timeout;
}
server within(within: u32 = within) keyed by within: u32 idle within max within evict implements within, within notifies within {
	state { within: u32 = within; }
	call within { }
	call within;
	cast within(within: u32) existing;
	info within(within: timer) every within { }
	info within() idle within;
	response within to within.within (within: u32);
	mailbox within overflow within;
}
server existing(existing: u32 = existing) keyed by existing: u32 idle existing max existing evict implements existing, existing notifies existing {
	state { existing: u32 = existing; }
	call existing { }
	call existing;
	cast existing(existing: u32) existing;
	info existing(existing: timer) every existing { }
	info existing() idle existing;
	response existing to existing.existing (existing: u32);
	mailbox existing overflow existing;
}
server every(every: u32 = every) keyed by every: u32 idle every max every evict implements every, every notifies every {
	state { every: u32 = every; }
	call every { }
	call every;
	cast every(every: u32) existing;
	info every(every: timer) every every { }
	info every() idle every;
	response every to every.every (every: u32);
	mailbox every overflow every;
}
server idle(idle: u32 = idle) keyed by idle: u32 idle idle max idle evict implements idle, idle notifies idle {
	state { idle: u32 = idle; }
	call idle { }
	call idle;
	cast idle(idle: u32) existing;
	info idle(idle: timer) every idle { }
	info idle() idle idle;
	response idle to idle.idle (idle: u32);
	mailbox idle overflow idle;
}
server to(to: u32 = to) keyed by to: u32 idle to max to evict implements to, to notifies to {
	state { to: u32 = to; }
	call to { }
	call to;
	cast to(to: u32) existing;
	info to(to: timer) every to { }
	info to() idle to;
	response to to to.to (to: u32);
	mailbox to overflow to;
}
server down(down: u32 = down) keyed by down: u32 idle down max down evict implements down, down notifies down {
	state { down: u32 = down; }
	call down { }
	call down;
	cast down(down: u32) existing;
	info down(down: timer) every down { }
	info down() idle down;
	response down to down.down (down: u32);
	mailbox down overflow down;
}
server gone(gone: u32 = gone) keyed by gone: u32 idle gone max gone evict implements gone, gone notifies gone {
	state { gone: u32 = gone; }
	call gone { }
	call gone;
	cast gone(gone: u32) existing;
	info gone(gone: timer) every gone { }
	info gone() idle gone;
	response gone to gone.gone (gone: u32);
	mailbox gone overflow gone;
}
server signal(signal: u32 = signal) keyed by signal: u32 idle signal max signal evict implements signal, signal notifies signal {
	state { signal: u32 = signal; }
	call signal { }
	call signal;
	cast signal(signal: u32) existing;
	info signal(signal: timer) every signal { }
	info signal() idle signal;
	response signal to signal.signal (signal: u32);
	mailbox signal overflow signal;
}
server listen(listen: u32 = listen) keyed by listen: u32 idle listen max listen evict implements listen, listen notifies listen {
	state { listen: u32 = listen; }
	call listen { }
	call listen;
	cast listen(listen: u32) existing;
	info listen(listen: timer) every listen { }
	info listen() idle listen;
	response listen to listen.listen (listen: u32);
	mailbox listen overflow listen;
}
server mode(mode: u32 = mode) keyed by mode: u32 idle mode max mode evict implements mode, mode notifies mode {
	state { mode: u32 = mode; }
	call mode { }
	call mode;
	cast mode(mode: u32) existing;
	info mode(mode: timer) every mode { }
	info mode() idle mode;
	response mode to mode.mode (mode: u32);
	mailbox mode overflow mode;
}
server serves(serves: u32 = serves) keyed by serves: u32 idle serves max serves evict implements serves, serves notifies serves {
	state { serves: u32 = serves; }
	call serves { }
	call serves;
	cast serves(serves: u32) existing;
	info serves(serves: timer) every serves { }
	info serves() idle serves;
	response serves to serves.serves (serves: u32);
	mailbox serves overflow serves;
}
server as(as: u32 = as) keyed by as: u32 idle as max as evict implements as, as notifies as {
	state { as: u32 = as; }
	call as { }
	call as;
	cast as(as: u32) existing;
	info as(as: timer) every as { }
	info as() idle as;
	response as to as.as (as: u32);
	mailbox as overflow as;
}
server max(max: u32 = max) keyed by max: u32 idle max max max evict implements max, max notifies max {
	state { max: u32 = max; }
	call max { }
	call max;
	cast max(max: u32) existing;
	info max(max: timer) every max { }
	info max() idle max;
	response max to max.max (max: u32);
	mailbox max overflow max;
}
server strategy(strategy: u32 = strategy) keyed by strategy: u32 idle strategy max strategy evict implements strategy, strategy notifies strategy {
	state { strategy: u32 = strategy; }
	call strategy { }
	call strategy;
	cast strategy(strategy: u32) existing;
	info strategy(strategy: timer) every strategy { }
	info strategy() idle strategy;
	response strategy to strategy.strategy (strategy: u32);
	mailbox strategy overflow strategy;
}
server intensity(intensity: u32 = intensity) keyed by intensity: u32 idle intensity max intensity evict implements intensity, intensity notifies intensity {
	state { intensity: u32 = intensity; }
	call intensity { }
	call intensity;
	cast intensity(intensity: u32) existing;
	info intensity(intensity: timer) every intensity { }
	info intensity() idle intensity;
	response intensity to intensity.intensity (intensity: u32);
	mailbox intensity overflow intensity;
}
server in(in: u32 = in) keyed by in: u32 idle in max in evict implements in, in notifies in {
	state { in: u32 = in; }
	call in { }
	call in;
	cast in(in: u32) existing;
	info in(in: timer) every in { }
	info in() idle in;
	response in to in.in (in: u32);
	mailbox in overflow in;
}
server backoff(backoff: u32 = backoff) keyed by backoff: u32 idle backoff max backoff evict implements backoff, backoff notifies backoff {
	state { backoff: u32 = backoff; }
	call backoff { }
	call backoff;
	cast backoff(backoff: u32) existing;
	info backoff(backoff: timer) every backoff { }
	info backoff() idle backoff;
	response backoff to backoff.backoff (backoff: u32);
	mailbox backoff overflow backoff;
}
server supervisor(supervisor: u32 = supervisor) keyed by supervisor: u32 idle supervisor max supervisor evict implements supervisor, supervisor notifies supervisor {
	state { supervisor: u32 = supervisor; }
	call supervisor { }
	call supervisor;
	cast supervisor(supervisor: u32) existing;
	info supervisor(supervisor: timer) every supervisor { }
	info supervisor() idle supervisor;
	response supervisor to supervisor.supervisor (supervisor: u32);
	mailbox supervisor overflow supervisor;
}
server remote(remote: u32 = remote) keyed by remote: u32 idle remote max remote evict implements remote, remote notifies remote {
	state { remote: u32 = remote; }
	call remote { }
	call remote;
	cast remote(remote: u32) existing;
	info remote(remote: timer) every remote { }
	info remote() idle remote;
	response remote to remote.remote (remote: u32);
	mailbox remote overflow remote;
}
server dynamic(dynamic: u32 = dynamic) keyed by dynamic: u32 idle dynamic max dynamic evict implements dynamic, dynamic notifies dynamic {
	state { dynamic: u32 = dynamic; }
	call dynamic { }
	call dynamic;
	cast dynamic(dynamic: u32) existing;
	info dynamic(dynamic: timer) every dynamic { }
	info dynamic() idle dynamic;
	response dynamic to dynamic.dynamic (dynamic: u32);
	mailbox dynamic overflow dynamic;
}
server restart(restart: u32 = restart) keyed by restart: u32 idle restart max restart evict implements restart, restart notifies restart {
	state { restart: u32 = restart; }
	call restart { }
	call restart;
	cast restart(restart: u32) existing;
	info restart(restart: timer) every restart { }
	info restart() idle restart;
	response restart to restart.restart (restart: u32);
	mailbox restart overflow restart;
}
server shutdown(shutdown: u32 = shutdown) keyed by shutdown: u32 idle shutdown max shutdown evict implements shutdown, shutdown notifies shutdown {
	state { shutdown: u32 = shutdown; }
	call shutdown { }
	call shutdown;
	cast shutdown(shutdown: u32) existing;
	info shutdown(shutdown: timer) every shutdown { }
	info shutdown() idle shutdown;
	response shutdown to shutdown.shutdown (shutdown: u32);
	mailbox shutdown overflow shutdown;
}
server secret(secret: u32 = secret) keyed by secret: u32 idle secret max secret evict implements secret, secret notifies secret {
	state { secret: u32 = secret; }
	call secret { }
	call secret;
	cast secret(secret: u32) existing;
	info secret(secret: timer) every secret { }
	info secret() idle secret;
	response secret to secret.secret (secret: u32);
	mailbox secret overflow secret;
}
server string(string: u32 = string) keyed by string: u32 idle string max string evict implements string, string notifies string {
	state { string: u32 = string; }
	call string { }
	call string;
	cast string(string: u32) existing;
	info string(string: timer) every string { }
	info string() idle string;
	response string to string.string (string: u32);
	mailbox string overflow string;
}
server bytes(bytes: u32 = bytes) keyed by bytes: u32 idle bytes max bytes evict implements bytes, bytes notifies bytes {
	state { bytes: u32 = bytes; }
	call bytes { }
	call bytes;
	cast bytes(bytes: u32) existing;
	info bytes(bytes: timer) every bytes { }
	info bytes() idle bytes;
	response bytes to bytes.bytes (bytes: u32);
	mailbox bytes overflow bytes;
}
server list(list: u32 = list) keyed by list: u32 idle list max list evict implements list, list notifies list {
	state { list: u32 = list; }
	call list { }
	call list;
	cast list(list: u32) existing;
	info list(list: timer) every list { }
	info list() idle list;
	response list to list.list (list: u32);
	mailbox list overflow list;
}
server map(map: u32 = map) keyed by map: u32 idle map max map evict implements map, map notifies map {
	state { map: u32 = map; }
	call map { }
	call map;
	cast map(map: u32) existing;
	info map(map: timer) every map { }
	info map() idle map;
	response map to map.map (map: u32);
	mailbox map overflow map;
}
server ref(ref: u32 = ref) keyed by ref: u32 idle ref max ref evict implements ref, ref notifies ref {
	state { ref: u32 = ref; }
	call ref { }
	call ref;
	cast ref(ref: u32) existing;
	info ref(ref: timer) every ref { }
	info ref() idle ref;
	response ref to ref.ref (ref: u32);
	mailbox ref overflow ref;
}
server extern(extern: u32 = extern) keyed by extern: u32 idle extern max extern evict implements extern, extern notifies extern {
	state { extern: u32 = extern; }
	call extern { }
	call extern;
	cast extern(extern: u32) existing;
	info extern(extern: timer) every extern { }
	info extern() idle extern;
	response extern to extern.extern (extern: u32);
	mailbox extern overflow extern;
}
server drop(drop: u32 = drop) keyed by drop: u32 idle drop max drop evict implements drop, drop notifies drop {
	state { drop: u32 = drop; }
	call drop { }
	call drop;
	cast drop(drop: u32) existing;
	info drop(drop: timer) every drop { }
	info drop() idle drop;
	response drop to drop.drop (drop: u32);
	mailbox drop overflow drop;
}
server true(true: u32 = true) keyed by true: u32 idle true max true evict implements true, true notifies true {
	state { true: u32 = true; }
	call true { }
	call true;
	cast true(true: u32) existing;
	info true(true: timer) every true { }
	info true() idle true;
	response true to true.true (true: u32);
	mailbox true overflow true;
}
server false(false: u32 = false) keyed by false: u32 idle false max false evict implements false, false notifies false {
	state { false: u32 = false; }
	call false { }
	call false;
	cast false(false: u32) existing;
	info false(false: timer) every false { }
	info false() idle false;
	response false to false.false (false: u32);
	mailbox false overflow false;
}
server none(none: u32 = none) keyed by none: u32 idle none max none evict implements none, none notifies none {
	state { none: u32 = none; }
	call none { }
	call none;
	cast none(none: u32) existing;
	info none(none: timer) every none { }
	info none() idle none;
	response none to none.none (none: u32);
	mailbox none overflow none;
}
system import {
	listen "x" serves import, import as import max import within import;
	strategy import;
	intensity import in import;
	backoff import..import;
	import: import(import = import) restart import shutdown import;
	import: import;
	import: remote import "a" "b";
	import: dynamic import max import restart import;
	supervisor import { import: x(import = [import, import]); }
}
system const {
	listen "x" serves const, const as const max const within const;
	strategy const;
	intensity const in const;
	backoff const..const;
	const: const(const = const) restart const shutdown const;
	const: const;
	const: remote const "a" "b";
	const: dynamic const max const restart const;
	supervisor const { const: x(const = [const, const]); }
}
system type {
	listen "x" serves type, type as type max type within type;
	strategy type;
	intensity type in type;
	backoff type..type;
	type: type(type = type) restart type shutdown type;
	type: type;
	type: remote type "a" "b";
	type: dynamic type max type restart type;
	supervisor type { type: x(type = [type, type]); }
}
system enum {
	listen "x" serves enum, enum as enum max enum within enum;
	strategy enum;
	intensity enum in enum;
	backoff enum..enum;
	enum: enum(enum = enum) restart enum shutdown enum;
	enum: enum;
	enum: remote enum "a" "b";
	enum: dynamic enum max enum restart enum;
	supervisor enum { enum: x(enum = [enum, enum]); }
}
system struct {
	listen "x" serves struct, struct as struct max struct within struct;
	strategy struct;
	intensity struct in struct;
	backoff struct..struct;
	struct: struct(struct = struct) restart struct shutdown struct;
	struct: struct;
	struct: remote struct "a" "b";
	struct: dynamic struct max struct restart struct;
	supervisor struct { struct: x(struct = [struct, struct]); }
}
system union {
	listen "x" serves union, union as union max union within union;
	strategy union;
	intensity union in union;
	backoff union..union;
	union: union(union = union) restart union shutdown union;
	union: union;
	union: remote union "a" "b";
	union: dynamic union max union restart union;
	supervisor union { union: x(union = [union, union]); }
}
system error {
	listen "x" serves error, error as error max error within error;
	strategy error;
	intensity error in error;
	backoff error..error;
	error: error(error = error) restart error shutdown error;
	error: error;
	error: remote error "a" "b";
	error: dynamic error max error restart error;
	supervisor error { error: x(error = [error, error]); }
}
system protocol {
	listen "x" serves protocol, protocol as protocol max protocol within protocol;
	strategy protocol;
	intensity protocol in protocol;
	backoff protocol..protocol;
	protocol: protocol(protocol = protocol) restart protocol shutdown protocol;
	protocol: protocol;
	protocol: remote protocol "a" "b";
	protocol: dynamic protocol max protocol restart protocol;
	supervisor protocol { protocol: x(protocol = [protocol, protocol]); }
}
system server {
	listen "x" serves server, server as server max server within server;
	strategy server;
	intensity server in server;
	backoff server..server;
	server: server(server = server) restart server shutdown server;
	server: server;
	server: remote server "a" "b";
	server: dynamic server max server restart server;
	supervisor server { server: x(server = [server, server]); }
}
system system {
	listen "x" serves system, system as system max system within system;
	strategy system;
	intensity system in system;
	backoff system..system;
	system: system(system = system) restart system shutdown system;
	system: system;
	system: remote system "a" "b";
	system: dynamic system max system restart system;
	supervisor system { system: x(system = [system, system]); }
}
system call {
	listen "x" serves call, call as call max call within call;
	strategy call;
	intensity call in call;
	backoff call..call;
	call: call(call = call) restart call shutdown call;
	call: call;
	call: remote call "a" "b";
	call: dynamic call max call restart call;
	supervisor call { call: x(call = [call, call]); }
}
system cast {
	listen "x" serves cast, cast as cast max cast within cast;
	strategy cast;
	intensity cast in cast;
	backoff cast..cast;
	cast: cast(cast = cast) restart cast shutdown cast;
	cast: cast;
	cast: remote cast "a" "b";
	cast: dynamic cast max cast restart cast;
	supervisor cast { cast: x(cast = [cast, cast]); }
}
system info {
	listen "x" serves info, info as info max info within info;
	strategy info;
	intensity info in info;
	backoff info..info;
	info: info(info = info) restart info shutdown info;
	info: info;
	info: remote info "a" "b";
	info: dynamic info max info restart info;
	supervisor info { info: x(info = [info, info]); }
}
system response {
	listen "x" serves response, response as response max response within response;
	strategy response;
	intensity response in response;
	backoff response..response;
	response: response(response = response) restart response shutdown response;
	response: response;
	response: remote response "a" "b";
	response: dynamic response max response restart response;
	supervisor response { response: x(response = [response, response]); }
}
system init {
	listen "x" serves init, init as init max init within init;
	strategy init;
	intensity init in init;
	backoff init..init;
	init: init(init = init) restart init shutdown init;
	init: init;
	init: remote init "a" "b";
	init: dynamic init max init restart init;
	supervisor init { init: x(init = [init, init]); }
}
system terminate {
	listen "x" serves terminate, terminate as terminate max terminate within terminate;
	strategy terminate;
	intensity terminate in terminate;
	backoff terminate..terminate;
	terminate: terminate(terminate = terminate) restart terminate shutdown terminate;
	terminate: terminate;
	terminate: remote terminate "a" "b";
	terminate: dynamic terminate max terminate restart terminate;
	supervisor terminate { terminate: x(terminate = [terminate, terminate]); }
}
system state {
	listen "x" serves state, state as state max state within state;
	strategy state;
	intensity state in state;
	backoff state..state;
	state: state(state = state) restart state shutdown state;
	state: state;
	state: remote state "a" "b";
	state: dynamic state max state restart state;
	supervisor state { state: x(state = [state, state]); }
}
system mailbox {
	listen "x" serves mailbox, mailbox as mailbox max mailbox within mailbox;
	strategy mailbox;
	intensity mailbox in mailbox;
	backoff mailbox..mailbox;
	mailbox: mailbox(mailbox = mailbox) restart mailbox shutdown mailbox;
	mailbox: mailbox;
	mailbox: remote mailbox "a" "b";
	mailbox: dynamic mailbox max mailbox restart mailbox;
	supervisor mailbox { mailbox: x(mailbox = [mailbox, mailbox]); }
}
system overflow {
	listen "x" serves overflow, overflow as overflow max overflow within overflow;
	strategy overflow;
	intensity overflow in overflow;
	backoff overflow..overflow;
	overflow: overflow(overflow = overflow) restart overflow shutdown overflow;
	overflow: overflow;
	overflow: remote overflow "a" "b";
	overflow: dynamic overflow max overflow restart overflow;
	supervisor overflow { overflow: x(overflow = [overflow, overflow]); }
}
system keyed {
	listen "x" serves keyed, keyed as keyed max keyed within keyed;
	strategy keyed;
	intensity keyed in keyed;
	backoff keyed..keyed;
	keyed: keyed(keyed = keyed) restart keyed shutdown keyed;
	keyed: keyed;
	keyed: remote keyed "a" "b";
	keyed: dynamic keyed max keyed restart keyed;
	supervisor keyed { keyed: x(keyed = [keyed, keyed]); }
}
system by {
	listen "x" serves by, by as by max by within by;
	strategy by;
	intensity by in by;
	backoff by..by;
	by: by(by = by) restart by shutdown by;
	by: by;
	by: remote by "a" "b";
	by: dynamic by max by restart by;
	supervisor by { by: x(by = [by, by]); }
}
system evict {
	listen "x" serves evict, evict as evict max evict within evict;
	strategy evict;
	intensity evict in evict;
	backoff evict..evict;
	evict: evict(evict = evict) restart evict shutdown evict;
	evict: evict;
	evict: remote evict "a" "b";
	evict: dynamic evict max evict restart evict;
	supervisor evict { evict: x(evict = [evict, evict]); }
}
system implements {
	listen "x" serves implements, implements as implements max implements within implements;
	strategy implements;
	intensity implements in implements;
	backoff implements..implements;
	implements: implements(implements = implements) restart implements shutdown implements;
	implements: implements;
	implements: remote implements "a" "b";
	implements: dynamic implements max implements restart implements;
	supervisor implements { implements: x(implements = [implements, implements]); }
}
system notifies {
	listen "x" serves notifies, notifies as notifies max notifies within notifies;
	strategy notifies;
	intensity notifies in notifies;
	backoff notifies..notifies;
	notifies: notifies(notifies = notifies) restart notifies shutdown notifies;
	notifies: notifies;
	notifies: remote notifies "a" "b";
	notifies: dynamic notifies max notifies restart notifies;
	supervisor notifies { notifies: x(notifies = [notifies, notifies]); }
}
system raises {
	listen "x" serves raises, raises as raises max raises within raises;
	strategy raises;
	intensity raises in raises;
	backoff raises..raises;
	raises: raises(raises = raises) restart raises shutdown raises;
	raises: raises;
	raises: remote raises "a" "b";
	raises: dynamic raises max raises restart raises;
	supervisor raises { raises: x(raises = [raises, raises]); }
}
system timeout {
	listen "x" serves timeout, timeout as timeout max timeout within timeout;
	strategy timeout;
	intensity timeout in timeout;
	backoff timeout..timeout;
	timeout: timeout(timeout = timeout) restart timeout shutdown timeout;
	timeout: timeout;
	timeout: remote timeout "a" "b";
	timeout: dynamic timeout max timeout restart timeout;
	supervisor timeout { timeout: x(timeout = [timeout, timeout]); }
}
system within {
	listen "x" serves within, within as within max within within within;
	strategy within;
	intensity within in within;
	backoff within..within;
	within: within(within = within) restart within shutdown within;
	within: within;
	within: remote within "a" "b";
	within: dynamic within max within restart within;
	supervisor within { within: x(within = [within, within]); }
}
system existing {
	listen "x" serves existing, existing as existing max existing within existing;
	strategy existing;
	intensity existing in existing;
	backoff existing..existing;
	existing: existing(existing = existing) restart existing shutdown existing;
	existing: existing;
	existing: remote existing "a" "b";
	existing: dynamic existing max existing restart existing;
	supervisor existing { existing: x(existing = [existing, existing]); }
}
system every {
	listen "x" serves every, every as every max every within every;
	strategy every;
	intensity every in every;
	backoff every..every;
	every: every(every = every) restart every shutdown every;
	every: every;
	every: remote every "a" "b";
	every: dynamic every max every restart every;
	supervisor every { every: x(every = [every, every]); }
}
system idle {
	listen "x" serves idle, idle as idle max idle within idle;
	strategy idle;
	intensity idle in idle;
	backoff idle..idle;
	idle: idle(idle = idle) restart idle shutdown idle;
	idle: idle;
	idle: remote idle "a" "b";
	idle: dynamic idle max idle restart idle;
	supervisor idle { idle: x(idle = [idle, idle]); }
}
system to {
	listen "x" serves to, to as to max to within to;
	strategy to;
	intensity to in to;
	backoff to..to;
	to: to(to = to) restart to shutdown to;
	to: to;
	to: remote to "a" "b";
	to: dynamic to max to restart to;
	supervisor to { to: x(to = [to, to]); }
}
system down {
	listen "x" serves down, down as down max down within down;
	strategy down;
	intensity down in down;
	backoff down..down;
	down: down(down = down) restart down shutdown down;
	down: down;
	down: remote down "a" "b";
	down: dynamic down max down restart down;
	supervisor down { down: x(down = [down, down]); }
}
system gone {
	listen "x" serves gone, gone as gone max gone within gone;
	strategy gone;
	intensity gone in gone;
	backoff gone..gone;
	gone: gone(gone = gone) restart gone shutdown gone;
	gone: gone;
	gone: remote gone "a" "b";
	gone: dynamic gone max gone restart gone;
	supervisor gone { gone: x(gone = [gone, gone]); }
}
system signal {
	listen "x" serves signal, signal as signal max signal within signal;
	strategy signal;
	intensity signal in signal;
	backoff signal..signal;
	signal: signal(signal = signal) restart signal shutdown signal;
	signal: signal;
	signal: remote signal "a" "b";
	signal: dynamic signal max signal restart signal;
	supervisor signal { signal: x(signal = [signal, signal]); }
}
system listen {
	listen "x" serves listen, listen as listen max listen within listen;
	strategy listen;
	intensity listen in listen;
	backoff listen..listen;
	listen: listen(listen = listen) restart listen shutdown listen;
	listen: listen;
	listen: remote listen "a" "b";
	listen: dynamic listen max listen restart listen;
	supervisor listen { listen: x(listen = [listen, listen]); }
}
system mode {
	listen "x" serves mode, mode as mode max mode within mode;
	strategy mode;
	intensity mode in mode;
	backoff mode..mode;
	mode: mode(mode = mode) restart mode shutdown mode;
	mode: mode;
	mode: remote mode "a" "b";
	mode: dynamic mode max mode restart mode;
	supervisor mode { mode: x(mode = [mode, mode]); }
}
system serves {
	listen "x" serves serves, serves as serves max serves within serves;
	strategy serves;
	intensity serves in serves;
	backoff serves..serves;
	serves: serves(serves = serves) restart serves shutdown serves;
	serves: serves;
	serves: remote serves "a" "b";
	serves: dynamic serves max serves restart serves;
	supervisor serves { serves: x(serves = [serves, serves]); }
}
system as {
	listen "x" serves as, as as as max as within as;
	strategy as;
	intensity as in as;
	backoff as..as;
	as: as(as = as) restart as shutdown as;
	as: as;
	as: remote as "a" "b";
	as: dynamic as max as restart as;
	supervisor as { as: x(as = [as, as]); }
}
system max {
	listen "x" serves max, max as max max max within max;
	strategy max;
	intensity max in max;
	backoff max..max;
	max: max(max = max) restart max shutdown max;
	max: max;
	max: remote max "a" "b";
	max: dynamic max max max restart max;
	supervisor max { max: x(max = [max, max]); }
}
system strategy {
	listen "x" serves strategy, strategy as strategy max strategy within strategy;
	strategy strategy;
	intensity strategy in strategy;
	backoff strategy..strategy;
	strategy: strategy(strategy = strategy) restart strategy shutdown strategy;
	strategy: strategy;
	strategy: remote strategy "a" "b";
	strategy: dynamic strategy max strategy restart strategy;
	supervisor strategy { strategy: x(strategy = [strategy, strategy]); }
}
system intensity {
	listen "x" serves intensity, intensity as intensity max intensity within intensity;
	strategy intensity;
	intensity intensity in intensity;
	backoff intensity..intensity;
	intensity: intensity(intensity = intensity) restart intensity shutdown intensity;
	intensity: intensity;
	intensity: remote intensity "a" "b";
	intensity: dynamic intensity max intensity restart intensity;
	supervisor intensity { intensity: x(intensity = [intensity, intensity]); }
}
system in {
	listen "x" serves in, in as in max in within in;
	strategy in;
	intensity in in in;
	backoff in..in;
	in: in(in = in) restart in shutdown in;
	in: in;
	in: remote in "a" "b";
	in: dynamic in max in restart in;
	supervisor in { in: x(in = [in, in]); }
}
system backoff {
	listen "x" serves backoff, backoff as backoff max backoff within backoff;
	strategy backoff;
	intensity backoff in backoff;
	backoff backoff..backoff;
	backoff: backoff(backoff = backoff) restart backoff shutdown backoff;
	backoff: backoff;
	backoff: remote backoff "a" "b";
	backoff: dynamic backoff max backoff restart backoff;
	supervisor backoff { backoff: x(backoff = [backoff, backoff]); }
}
system supervisor {
	listen "x" serves supervisor, supervisor as supervisor max supervisor within supervisor;
	strategy supervisor;
	intensity supervisor in supervisor;
	backoff supervisor..supervisor;
	supervisor: supervisor(supervisor = supervisor) restart supervisor shutdown supervisor;
	supervisor: supervisor;
	supervisor: remote supervisor "a" "b";
	supervisor: dynamic supervisor max supervisor restart supervisor;
	supervisor supervisor { supervisor: x(supervisor = [supervisor, supervisor]); }
}
system remote {
	listen "x" serves remote, remote as remote max remote within remote;
	strategy remote;
	intensity remote in remote;
	backoff remote..remote;
	remote: remote(remote = remote) restart remote shutdown remote;
	remote: remote;
	remote: remote remote "a" "b";
	remote: dynamic remote max remote restart remote;
	supervisor remote { remote: x(remote = [remote, remote]); }
}
system dynamic {
	listen "x" serves dynamic, dynamic as dynamic max dynamic within dynamic;
	strategy dynamic;
	intensity dynamic in dynamic;
	backoff dynamic..dynamic;
	dynamic: dynamic(dynamic = dynamic) restart dynamic shutdown dynamic;
	dynamic: dynamic;
	dynamic: remote dynamic "a" "b";
	dynamic: dynamic dynamic max dynamic restart dynamic;
	supervisor dynamic { dynamic: x(dynamic = [dynamic, dynamic]); }
}
system restart {
	listen "x" serves restart, restart as restart max restart within restart;
	strategy restart;
	intensity restart in restart;
	backoff restart..restart;
	restart: restart(restart = restart) restart restart shutdown restart;
	restart: restart;
	restart: remote restart "a" "b";
	restart: dynamic restart max restart restart restart;
	supervisor restart { restart: x(restart = [restart, restart]); }
}
system shutdown {
	listen "x" serves shutdown, shutdown as shutdown max shutdown within shutdown;
	strategy shutdown;
	intensity shutdown in shutdown;
	backoff shutdown..shutdown;
	shutdown: shutdown(shutdown = shutdown) restart shutdown shutdown shutdown;
	shutdown: shutdown;
	shutdown: remote shutdown "a" "b";
	shutdown: dynamic shutdown max shutdown restart shutdown;
	supervisor shutdown { shutdown: x(shutdown = [shutdown, shutdown]); }
}
system secret {
	listen "x" serves secret, secret as secret max secret within secret;
	strategy secret;
	intensity secret in secret;
	backoff secret..secret;
	secret: secret(secret = secret) restart secret shutdown secret;
	secret: secret;
	secret: remote secret "a" "b";
	secret: dynamic secret max secret restart secret;
	supervisor secret { secret: x(secret = [secret, secret]); }
}
system string {
	listen "x" serves string, string as string max string within string;
	strategy string;
	intensity string in string;
	backoff string..string;
	string: string(string = string) restart string shutdown string;
	string: string;
	string: remote string "a" "b";
	string: dynamic string max string restart string;
	supervisor string { string: x(string = [string, string]); }
}
system bytes {
	listen "x" serves bytes, bytes as bytes max bytes within bytes;
	strategy bytes;
	intensity bytes in bytes;
	backoff bytes..bytes;
	bytes: bytes(bytes = bytes) restart bytes shutdown bytes;
	bytes: bytes;
	bytes: remote bytes "a" "b";
	bytes: dynamic bytes max bytes restart bytes;
	supervisor bytes { bytes: x(bytes = [bytes, bytes]); }
}
system list {
	listen "x" serves list, list as list max list within list;
	strategy list;
	intensity list in list;
	backoff list..list;
	list: list(list = list) restart list shutdown list;
	list: list;
	list: remote list "a" "b";
	list: dynamic list max list restart list;
	supervisor list { list: x(list = [list, list]); }
}
system map {
	listen "x" serves map, map as map max map within map;
	strategy map;
	intensity map in map;
	backoff map..map;
	map: map(map = map) restart map shutdown map;
	map: map;
	map: remote map "a" "b";
	map: dynamic map max map restart map;
	supervisor map { map: x(map = [map, map]); }
}
system ref {
	listen "x" serves ref, ref as ref max ref within ref;
	strategy ref;
	intensity ref in ref;
	backoff ref..ref;
	ref: ref(ref = ref) restart ref shutdown ref;
	ref: ref;
	ref: remote ref "a" "b";
	ref: dynamic ref max ref restart ref;
	supervisor ref { ref: x(ref = [ref, ref]); }
}
system extern {
	listen "x" serves extern, extern as extern max extern within extern;
	strategy extern;
	intensity extern in extern;
	backoff extern..extern;
	extern: extern(extern = extern) restart extern shutdown extern;
	extern: extern;
	extern: remote extern "a" "b";
	extern: dynamic extern max extern restart extern;
	supervisor extern { extern: x(extern = [extern, extern]); }
}
system drop {
	listen "x" serves drop, drop as drop max drop within drop;
	strategy drop;
	intensity drop in drop;
	backoff drop..drop;
	drop: drop(drop = drop) restart drop shutdown drop;
	drop: drop;
	drop: remote drop "a" "b";
	drop: dynamic drop max drop restart drop;
	supervisor drop { drop: x(drop = [drop, drop]); }
}
system true {
	listen "x" serves true, true as true max 5 within true;
	strategy true;
	intensity true in true;
	backoff true..true;
	true: remote true "a" "b";
	true: dynamic true max true restart true;
	supervisor true { true: x(true = [true, true]); }
}
system false {
	listen "x" serves false, false as false max 5 within false;
	strategy false;
	intensity false in false;
	backoff false..false;
	false: remote false "a" "b";
	false: dynamic false max false restart false;
	supervisor false { false: x(false = [false, false]); }
}
system none {
	listen "x" serves none, none as none max 5 within none;
	strategy none;
	intensity none in none;
	backoff none..none;
	none: remote none "a" "b";
	none: dynamic none max none restart none;
	supervisor none { none: x(none = [none, none]); }
}
