#!/bin/sh
# SPDX-License-Identifier: MIT
# C files are laid out as .clang-format says, the examples' specs as gsc fmt does; `make fmt` does
# both.
here=$(cd "$(dirname "$0")/.." && pwd)
status=0
"$here/files" formatted | xargs -r clang-format --style="file:$here/../../.clang-format" \
	--dry-run --ferror-limit=1 -Werror || status=1
"$here/files" specs | xargs -r "$GSC" fmt --check || status=1
exit $status
