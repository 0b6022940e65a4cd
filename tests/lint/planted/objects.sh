# SPDX-License-Identifier: MIT
# expect: runtime/base/bad.o: common is mutable
# expect: runtime/base/bad.o: filled is mutable
# expect: runtime/base/bad.o: hidden
# expect: runtime/base/bad.o: per_thread is mutable
# expect: runtime/base/bad.o: calls abort
# expect: gsc/bad.o: calls exit
# expect: gsc/check/good.o: nobody else calls lonely
mkdir -p runtime/base gsc
${CC:-cc} -c -fcommon -o runtime/base/bad.o -x c - <<'END'
#include <stdlib.h>
int common;
int filled = 3;
_Thread_local int per_thread;
static const char *const fine[] = { "constant" };
const char *use(void)
{
	static int hidden;
	if (hidden++)
		abort();
	return fine[0];
}
END
printf '#include <stdlib.h>\nvoid f(void) { exit(1); }\n' | ${CC:-cc} -c -o gsc/bad.o -x c -
mkdir -p gsc/check
printf '#include <stdlib.h>\nvoid lonely(void) { }\n' | ${CC:-cc} -c -o gsc/check/good.o -x c -
