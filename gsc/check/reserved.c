/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* C11, C23, C++20, and what gcc and clang add under -std=gnu. */
static const char *const keywords[] = { "alignas", "alignof", "and", "and_eq", "asm", "auto",
	"bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t", "char32_t",
	"char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
	"const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default",
	"delete", "do", "double", "dynamic_cast", "else", "enum", "explicit", "export", "extern",
	"false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable",
	"namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq",
	"private", "protected", "public", "register", "reinterpret_cast", "requires", "restrict",
	"return", "short", "signed", "sizeof", "static", "static_assert", "static_cast", "struct",
	"switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid",
	"typename", "typeof", "typeof_unqual", "union", "unsigned", "using", "virtual", "void",
	"volatile", "wchar_t", "while", "xor", "xor_eq" };

/* Those that come in rows are below. */
static const char *const macros[] = { "ARG_MAX", "BUFSIZ", "CHAR_BIT", "CLOCKS_PER_SEC",
	"CLOCK_MONOTONIC", "CLOCK_REALTIME", "DECIMAL_DIG", "E2BIG", "EACCES", "EADDRINUSE",
	"EADDRNOTAVAIL", "EAFNOSUPPORT", "EAGAIN", "EALREADY", "EBADF", "EBADMSG", "EBUSY",
	"ECANCELED", "ECHILD", "ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EDEADLK",
	"EDESTADDRREQ", "EDOM", "EDQUOT", "EEXIST", "EFAULT", "EFBIG", "EHOSTDOWN", "EHOSTUNREACH",
	"EIDRM", "EILSEQ", "EINPROGRESS", "EINTR", "EINVAL", "EIO", "EISCONN", "EISDIR", "ELOOP",
	"EMFILE", "EMLINK", "EMSGSIZE", "EMULTIHOP", "ENAMETOOLONG", "ENETDOWN", "ENETRESET",
	"ENETUNREACH", "ENFILE", "ENOBUFS", "ENODATA", "ENODEV", "ENOENT", "ENOEXEC", "ENOLCK",
	"ENOLINK", "ENOMEM", "ENOMSG", "ENOPROTOOPT", "ENOSPC", "ENOSR", "ENOSTR", "ENOSYS",
	"ENOTCONN", "ENOTDIR", "ENOTEMPTY", "ENOTRECOVERABLE", "ENOTSOCK", "ENOTSUP", "ENOTTY",
	"ENXIO", "EOF", "EOPNOTSUPP", "EOVERFLOW", "EOWNERDEAD", "EPERM", "EPIPE", "EPROTO",
	"EPROTONOSUPPORT", "EPROTOTYPE", "ERANGE", "EROFS", "ESPIPE", "ESRCH", "ESTALE", "ETIME",
	"ETIMEDOUT", "ETXTBSY", "EWOULDBLOCK", "EXDEV", "EXIT_FAILURE", "EXIT_SUCCESS",
	"FILENAME_MAX", "FLT_EVAL_METHOD", "FLT_RADIX", "FLT_ROUNDS", "FOPEN_MAX", "FP_INFINITE",
	"FP_NAN", "FP_NORMAL", "FP_SUBNORMAL", "FP_ZERO", "F_OK", "HOST_NAME_MAX", "HUGE_VAL",
	"HUGE_VALF", "HUGE_VALL", "INFINITY", "INTMAX_C", "IOV_MAX", "LC_ALL", "LC_COLLATE",
	"LC_CTYPE", "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "LINE_MAX", "LOGIN_NAME_MAX",
	"L_tmpnam", "MAP_FAILED", "MB_CUR_MAX", "MB_LEN_MAX", "M_E", "M_PI", "NAME_MAX", "NAN",
	"NDEBUG", "NULL", "NZERO", "PAGE_SIZE", "PATH_MAX", "PIPE_BUF", "RAND_MAX", "R_OK",
	"SEEK_CUR", "SEEK_END", "SEEK_SET", "SIG_BLOCK", "SIG_DFL", "SIG_ERR", "SIG_IGN",
	"SIG_SETMASK", "SIG_UNBLOCK", "SSIZE_MAX", "STDERR_FILENO", "STDIN_FILENO", "STDOUT_FILENO",
	"TIME_UTC", "TMP_MAX", "UINTMAX_C", "WEOF", "WNOHANG", "W_OK", "X_OK", "assert", "errno",
	"fpclassify", "h_errno", "i386", "isfinite", "isgreater", "isinf", "isless", "isnan",
	"isnormal", "isunordered", "linux", "math_errhandling", "offsetof", "sa_handler",
	"sa_sigaction", "setjmp", "si_addr", "si_band", "si_fd", "si_int", "si_pid", "si_ptr",
	"si_status", "si_uid", "si_value", "signbit", "sigsetjmp", "st_atime", "st_ctime",
	"st_mtime", "stderr", "stdin", "stdout", "unix", "va_arg", "va_copy", "va_end",
	"va_start" };

/* Of the headers that generated sources, or many bodies, include. */
static const char *const functions[] = { "abort", "abs", "accept", "access", "acos", "alarm",
	"asin", "atan", "atan2", "atexit", "atof", "atoi", "atol", "atoll", "bcmp", "bcopy", "bind",
	"bsearch", "bzero", "calloc", "cbrt", "ceil", "chdir", "chmod", "chown", "clearerr",
	"clock", "close", "connect", "cos", "cosh", "ctime", "difftime", "div", "dup", "dup2",
	"environ", "erf", "erfc", "execv", "execve", "execvp", "exit", "exp", "exp2", "expm1",
	"fabs", "fclose", "fdim", "feof", "ferror", "fflush", "ffs", "fgetc", "fgets", "fileno",
	"floor", "fma", "fmax", "fmin", "fmod", "fopen", "fork", "fprintf", "fputc", "fputs",
	"fread", "free", "freopen", "frexp", "fscanf", "fseek", "fsync", "ftell", "fwrite", "gamma",
	"getc", "getchar", "getenv", "getopt", "getpid", "gets", "gmtime", "hypot", "index",
	"ioctl", "isalnum", "isalpha", "isatty", "isdigit", "islower", "isspace", "isupper", "j0",
	"j1", "jn", "kill", "labs", "ldexp", "ldiv", "lgamma", "link", "listen", "llabs",
	"localtime", "log", "log10", "log1p", "log2", "logb", "lrint", "lround", "lseek", "main",
	"malloc", "memchr", "memcmp", "memcpy", "memmem", "memmove", "mempcpy", "memset", "mkdir",
	"mktime", "modf", "nan", "nearbyint", "nextafter", "nice", "open", "optarg", "optind",
	"pause", "perror", "pipe", "poll", "pow", "printf", "putc", "putchar", "puts", "qsort",
	"raise", "rand", "random", "read", "realloc", "recv", "remainder", "remove", "rename",
	"rewind", "rindex", "rint", "rmdir", "round", "scanf", "select", "send", "setbuf", "setenv",
	"signal", "sin", "sinh", "sleep", "snprintf", "socket", "sprintf", "sqrt", "srand",
	"sscanf", "stat", "stpcpy", "strcat", "strchr", "strcmp", "strcoll", "strcpy", "strcspn",
	"strdup", "strerror", "strftime", "strlen", "strncat", "strncmp", "strncpy", "strndup",
	"strnlen", "strpbrk", "strrchr", "strsep", "strsignal", "strspn", "strstr", "strtod",
	"strtok", "strtol", "strtoul", "strxfrm", "swab", "sync", "system", "tan", "tanh", "tgamma",
	"time", "timezone", "tolower", "toupper", "trunc", "truncate", "ungetc", "unlink", "usleep",
	"vfork", "wait", "write", "y0", "y1", "yn" };

static const char *const c_types[] = { "FILE", "clock_t", "div_t", "fpos_t", "gid_t", "int16_t",
	"int32_t", "int64_t", "int8_t", "int_fast16_t", "int_fast32_t", "int_fast64_t",
	"int_fast8_t", "int_least16_t", "int_least32_t", "int_least64_t", "int_least8_t",
	"intmax_t", "intptr_t", "jmp_buf", "ldiv_t", "locale_t", "max_align_t", "mode_t",
	"nullptr_t", "off_t", "pid_t", "ptrdiff_t", "sigset_t", "size_t", "ssize_t", "time_t",
	"timer_t", "uid_t", "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uint_fast16_t",
	"uint_fast32_t", "uint_fast64_t", "uint_fast8_t", "uint_least16_t", "uint_least32_t",
	"uint_least64_t", "uint_least8_t", "uintmax_t", "uintptr_t", "va_list", "wint_t" };

static const char *const words[] = { "as", "backoff", "bool", "bytes", "call", "cast", "const",
	"down", "drop", "drop_oldest", "duration", "dynamic", "enum", "error", "every", "evict",
	"existing", "extern", "f32", "f64", "false", "forward", "from", "gone", "i16", "i32", "i64",
	"i8", "idle", "implements", "import", "in", "info", "init", "instant", "intensity", "kept",
	"keyed", "list", "listen", "mailbox", "map", "max", "mode", "none", "notifies", "overflow",
	"protocol", "raises", "ref", "reject", "remote", "response", "restart", "secret", "server",
	"serves", "set", "shutdown", "signal", "sorted", "state", "strategy", "stream", "string",
	"struct", "supervisor", "system", "task", "terminate", "time", "timeout", "timer", "tls",
	"to", "top", "true", "type", "u16", "u32", "u64", "u8", "union", "wait", "within" };

static const char *const errors[] = { "bad_request", "denied", "internal", "no_clause", "no_server",
	"overloaded", "stopped", "timeout" };

static const char keyword_reason[] = "it is a keyword of C or C++";
static const char macro_reason[] = "C's headers define it as a macro";
static const char type_reason[] = "it is a type of C's headers";

static void fill(struct scope *scope, const char *const *list, size_t count, const char *reason)
{
	static const struct span nowhere;

	for (size_t i = 0; i < count; i++)
		scope_add(scope, list[i], nowhere, (void *)reason);
}

void reserved_fill(struct scope *scope)
{
	fill(scope, keywords, COUNT(keywords), keyword_reason);
	fill(scope, macros, COUNT(macros), macro_reason);
	fill(scope, c_types, COUNT(c_types), type_reason);
}

static bool holds(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i], name) == 0)
			return true;
	}
	return false;
}

static bool starts(const char *name, const char *with)
{
	return strncmp(name, with, strlen(with)) == 0;
}

/* SIGTERM: of signal.h. */
static bool is_signal(const char *name)
{
	size_t len = strlen(name);

	return starts(name, "SIG") && len > 4 &&
	       strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len;
}

/* PRIu32, SCNxPTR: of inttypes.h. */
static bool is_format(const char *name)
{
	static const char *const sizes[] = { "8", "16", "32", "64", "MAX", "PTR", "FAST8", "FAST16",
		"FAST32", "FAST64", "LEAST8", "LEAST16", "LEAST32", "LEAST64" };

	return (starts(name, "PRI") || starts(name, "SCN")) && name[3] &&
	       strchr("diouxX", name[3]) && holds(sizes, COUNT(sizes), name + 4);
}

/* INT_LEAST32_MAX, DBL_EPSILON: of limits.h, stdint.h, float.h. `len`: without its tail. */
static bool is_kind(const char *name, size_t len)
{
	static const char *const kinds[] = { "CHAR", "DBL", "FLT", "INT", "INTMAX", "INTPTR",
		"LDBL", "LLONG", "LONG", "PTRDIFF", "SCHAR", "SHRT", "SIG_ATOMIC", "SIZE", "UCHAR",
		"UINT", "UINTMAX", "UINTPTR", "ULLONG", "ULONG", "USHRT", "WCHAR", "WINT" };

	for (size_t kind = 0; kind < COUNT(kinds); kind++) {
		const char *rest = name + strlen(kinds[kind]);

		if (!starts(name, kinds[kind]))
			continue;
		if (starts(rest, "_LEAST"))
			rest += strlen("_LEAST");
		else if (starts(rest, "_FAST"))
			rest += strlen("_FAST");
		rest += strspn(rest, "0123456789");
		if (rest == name + len)
			return true;
	}
	return false;
}

static bool is_limit(const char *name)
{
	static const char *const tails[] = { "_MAX", "_MIN", "_C", "_WIDTH", "_DIG", "_EPSILON",
		"_MANT_DIG", "_MAX_10_EXP", "_MAX_EXP", "_MIN_10_EXP", "_MIN_EXP", "_TRUE_MIN" };
	size_t len = strlen(name);

	for (size_t i = 0; i < COUNT(tails); i++) {
		size_t tail = strlen(tails[i]);

		if (len > tail && strcmp(name + len - tail, tails[i]) == 0 &&
			is_kind(name, len - tail))
			return true;
	}
	return false;
}

bool reserved_is_macro(const struct scope *reserved, const char *name)
{
	const struct scope_entry *entry = scope_find(reserved, name);

	if (entry)
		return entry->what == macro_reason;
	/* All that come in rows begin with a capital letter. */
	return *name >= 'A' && *name <= 'Z' &&
	       (is_signal(name) || is_format(name) || is_limit(name));
}

bool reserved_is_function(const char *name)
{
	return holds(functions, COUNT(functions), name);
}

bool reserved_is_word(const char *name)
{
	return holds(words, COUNT(words), name);
}

bool reserved_is_error(const char *name)
{
	return holds(errors, COUNT(errors), name);
}

/* In any case: what is derived from a name may be in capitals. */
static bool is_own(const char *name)
{
	return strncasecmp(name, "gs", 2) == 0 && (name[2] == 0 || name[2] == '_');
}

const char *reserved_reason(const struct scope *reserved, const char *name)
{
	const struct scope_entry *entry = scope_find(reserved, name);

	if (entry)
		return entry->what;
	if (name[0] == '_')
		return "names that begin with '_' are C's own";
	if (strstr(name, "__"))
		return "names with '__' are C++'s own";
	if (is_own(name))
		return "'gs' and 'gs_...' are the runtime's own, in capitals too";
	return reserved_is_macro(reserved, name) ? macro_reason : NULL;
}
