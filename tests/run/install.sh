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
same "what is installed" "bin/gsc
include/gs/gs.h
lib/libgs.a
lib/pkgconfig/gs.pc" "$(cd "$prefix" && ls bin/gsc include/gs/gs.h lib/libgs.a lib/pkgconfig/gs.pc)"
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
cd "$root"

install install PREFIX=/usr DESTDIR="$dir/stage" && [ -x "$dir/stage/usr/bin/gsc" ] &&
	grep -qx 'prefix=/usr' "$dir/stage/usr/lib/pkgconfig/gs.pc"
pass "DESTDIR stages for another PREFIX"
install uninstall PREFIX="$prefix" && same "uninstall leaves no file" "" "$(find "$prefix" -type f)"
done_testing
