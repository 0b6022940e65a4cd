#!/bin/sh
# SPDX-License-Identifier: MIT
# What state holds: views are defined C at -O2, and what is owned cannot be assigned.
. tests/support/tap.sh
flags="-std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -I$B/include/gs -I$dir"
sanitizers=${SAN:+-fsanitize=$SAN}

"$GSC" compile tests/golden/state.gs -o "$dir" && "$GSC" compile tests/golden/unions.gs -o "$dir"
pass "state.gs and unions.gs compile"
# The clauses without bodies are the user's, in C.
cat >"$dir/keeper.c" <<'C'
#include "state.gs.h"
gs_verdict keeper_on_prices(struct keeper *self, gs_ctx *ctx, struct gs_pairs_color_u32 want,
	struct gs_opt_pairs_string_entry by, struct keeper_prices_reply *reply)
{
	(void)self, (void)ctx, (void)want, (void)by, (void)reply;
	return GS_REPLY;
}
C
cat >"$dir/easel.c" <<'C'
#include "unions.gs.h"
gs_verdict easel_on_draw(struct easel *self, gs_ctx *ctx, const struct shape *shape,
	struct gs_list_shape all, const struct only *one, struct canvas_draw_reply *reply)
{
	(void)self, (void)ctx, (void)shape, (void)all, (void)one, (void)reply;
	return GS_REPLY;
}
C
for compiler in gcc clang; do
	if ! command -v "$compiler" >/dev/null; then
		count=$((count + 1))
		echo "ok $count - views with $compiler # SKIP no $compiler here"
		continue
	fi
	case $sanitizers$compiler in
	-f*clang) [ "$CC" = clang ] || continue ;; # the runtime has the other's
	-f*gcc) [ "$CC" = gcc ] || continue ;;
	esac
	# shellcheck disable=SC2086
	"$compiler" $flags $sanitizers -O2 -fstrict-aliasing -Wstrict-aliasing -o "$dir/alias" \
		tests/golden/held/alias.c "$dir/keeper.c" "$dir/state.gs.c" "$dir/easel.c" \
		"$dir/unions.gs.c" "$B/lib/libgs.a" -lm
	pass "views compile with $compiler"
	"$dir/alias" >"$dir/said"
	pass "views read what was written, with $compiler"
	grep -v '^ok' "$dir/said" | sed 's/^/# /'
done

# Does the statement compile in a function that has two keepers, two entries and an easel?
compiles() { # statement
	cat >"$dir/try.c" <<C
#include "state.gs.h"
#include "unions.gs.h"
void try(struct keeper *a, struct keeper *b, struct entry_held *e, struct entry_held *f, gs_str s,
	struct easel *u);
void try(struct keeper *a, struct keeper *b, struct entry_held *e, struct entry_held *f, gs_str s,
	struct easel *u)
{
	(void)a, (void)b, (void)e, (void)f, (void)s, (void)u;
	$1;
}
C
	# shellcheck disable=SC2086
	${CC:-cc} $flags -fsyntax-only "$dir/try.c" 2>/dev/null
}
allowed() { # statement
	compiles "$1"
	pass "compiles: $1"
}
refused() { # statement
	! compiles "$1"
	pass "does not compile: $1"
}

allowed 'e->hits = f->hits'
allowed 's = a->motto.value.view'
allowed 'a->greeted.has = a->entries.len > a->queue.len'
allowed 'keeper_entries_get(a, s)->hits = 1'
allowed 'for (gs_iter it = { 0 }; keeper_entries_next(a, &it, NULL, &e);) e->hits++'
allowed 'keeper_steps_push(a)->by = COLOR_GREEN'
allowed 'a->plain = b->plain'
allowed 'switch (u->last.tag) { case PIECE_TEXT: s = u->last.as.text.view; break; default: break; }'
allowed 'u->last.as.frame_number = 5'
allowed 'u->at = (struct spot){ SPOT_N, .as.n = 5 }; u->at.tag = SPOT_ORIGIN'
allowed 'u->job.as.bell.after = 0'
refused 'u->last.tag = PIECE_TEXT'
refused 'u->last = u->first'
refused 'u->last.as.text.view = s'
refused 'u->job.tag = JOB_IDLE'
refused '*a = *b'
refused '*e = *f'
refused 'a->one = b->one'
refused 'a->entries = b->entries'
refused 'a->queue = b->queue'
refused 'a->greeted = b->greeted'
refused 'a->greeted.value = b->greeted.value'
refused 'a->greeted.value = s'
refused 'a->greeted.value.view = s'
refused 'a->queue.len = 0'
refused 'a->entries.len = 0'
refused 'e->tags = f->tags'
refused 'e->note.value.view.len = 0'
refused 'a->limit = 5'
refused 'a->first.hits = 5'
refused 'keeper_labels_push(a)'
refused 'entry_set(e, f)'

# Two structs of one name, for state alone, of two files that know nothing of each other.
for name in one two; do
	echo "struct job { of_$name: map<u32, u32>; } server $name() { state { job: job; } }" \
		>"$dir/$name.gs"
	"$GSC" compile "$dir/$name.gs" -o "$dir"
done
printf '#include "one.gs.h"\n#include "two.gs.h"\nint nothing;\n' >"$dir/both.c"
# shellcheck disable=SC2086
gcc $flags -fsyntax-only "$dir/both.c" >"$dir/said" 2>&1
same "two structs of one name do not meet unseen" "1 redefinition of" \
	"$(grep -c 'redefinition of' "$dir/said") $(grep -o 'redefinition of' "$dir/said")"
done_testing
