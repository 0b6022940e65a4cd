#!/bin/sh
# SPDX-License-Identifier: MIT
# C files are laid out as .clang-format says; `make fmt` does it.
here=$(cd "$(dirname "$0")/.." && pwd)
if "$here/files" formatted | xargs -r clang-format --style="file:$here/../../.clang-format" \
	--dry-run --ferror-limit=1 -Werror; then
	exit 0
fi
exit 1
