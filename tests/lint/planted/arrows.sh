# SPDX-License-Identifier: MIT
# expect: gsc/tree/tree.c:1: gsc/tree may not include gsc/check/check.h
# expect: gsc/emit/emit.c:1: gsc/emit may not include gs_codec.h
# expect: runtime/wire/reader.c:2: runtime/wire may not include runtime/net/conn.h
# expect: runtime/base/str.c:1: runtime/base may not include gsc/base/text.h
# expect: runtime/attic: no room of that name
mkdir -p gsc/tree gsc/emit runtime/wire runtime/base runtime/attic
echo "int attic;" >runtime/attic/old.c
echo '#include "gsc/check/check.h"' >gsc/tree/tree.c
echo '#include <gs_codec.h>' >gsc/emit/emit.c
printf '#include "runtime/base/str.h"\n#include "runtime/net/conn.h"\n' >runtime/wire/reader.c
echo '#include "gsc/base/text.h"' >runtime/base/str.c
