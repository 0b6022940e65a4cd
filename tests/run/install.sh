#!/bin/sh
# SPDX-License-Identifier: MIT
# make install: what is put where, that it works from there, and that uninstall takes it back.
. tests/support/tap.sh
prefix=$dir/p
install() {
	CFLAGS=$BUILD_CFLAGS $MAKE -s --no-print-directory B="$B" "$@" </dev/null
}

install install PREFIX="$prefix"
pass "make install"
parts="bin/gsc include/gs/gs.h include/gs/gs_world.h lib/libgs.a lib/libgs_sim.a
lib/pkgconfig/gs.pc lib/pkgconfig/gs_sim.pc"
same "what is installed" "$(echo $parts)" "$(cd "$prefix" && echo $(ls $parts))"
same "what is installed for editors and shells" "bash-completion/completions/gsc
gsc/vscode/language-configuration.json
gsc/vscode/package.json
gsc/vscode/syntaxes/gs.tmLanguage.json
vim/vimfiles/compiler/gs.vim
vim/vimfiles/ftdetect/gs.vim
vim/vimfiles/ftplugin/gs.vim
vim/vimfiles/indent/gs.vim
vim/vimfiles/syntax/gs.vim
zsh/site-functions/_gsc" "$(cd "$prefix/share" &&
	find . -type f | sed 's|^\./||' | LC_ALL=C sort)"
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
same "pkg-config knows it" "-I$prefix/include/gs -L$prefix/lib -lgs" \
	"$(pkg-config --cflags --libs gs | sed 's/ *$//')"
same "the version is gsc's" "$("$prefix/bin/gsc" version | grep -oE '[0-9.]+[0-9]' | head -n 1)" \
	"$(pkg-config --modversion gs)"

mkdir "$dir/elsewhere"
cp examples/rate_limiter/limits.gs "$dir/elsewhere"
cd "$dir/elsewhere"
"$prefix/bin/gsc" build limits.gs -o limits && [ -x limits ]
pass "the installed gsc builds with the installed runtime"
"$prefix/bin/gsc" compile limits.gs &&
	$CC $CFLAGS -o by_hand limits.gs.c limits.gs.main.c $(pkg-config --cflags --libs gs)
pass "a makefile of one's own builds it with pkg-config"
GSC=$prefix/bin/gsc serve unix:limits.sock ./by_hand
pass "and it serves"
kill -TERM "$server" && ended "$server"
cat >tests.c <<'EOF'
#include "limits.gs.h"

int main(void)
{
	gs_world *world = gs_world_new(1);
	gs_status status = gs_world_start(world, &limits_system, NULL);
	gs_client *client = gs_world_client(world);
	bool is_right = gs_world_fail_alloc(world, 0) && status == GS_OK;

	status = bucket_acquire_call(client, "limiter", NULL, NULL);
	return !gs_world_free(world) || !is_right || status != GS_OK;
}
EOF
$CC $CFLAGS -o tests tests.c limits.gs.c $(pkg-config --cflags --libs gs_sim) && ./tests
pass "tests of one's own makefile run in the world"
$CC $CFLAGS -o blind tests.c limits.gs.c $(pkg-config --cflags gs_sim) -L"$prefix/lib" -lgs_sim
./blind 2>err
same "without its flags allocations are not seen, and it says so" "1 1" \
	"$? $(grep -c 'gs_world: .*pkg-config --libs gs_sim' err)"
cd "$root"

install install PREFIX=/usr DESTDIR="$dir/stage" && [ -x "$dir/stage/usr/bin/gsc" ] &&
	grep -qx 'prefix=/usr' "$dir/stage/usr/lib/pkgconfig/gs.pc"
pass "DESTDIR stages for another PREFIX"
install uninstall PREFIX="$prefix" && same "uninstall leaves no file" "" "$(find "$prefix" -type f)"
done_testing
