#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
shop() { # call a clause of the running shop, its errors among the output
	"$GSC" call unix:shop.sock "$@" 2>&1
}

"$GSC" build examples/shop/shop.gs -o "$dir/shop"
pass "shop.gs builds"
cd "$dir"
serve unix:shop.sock ./shop
pass "it serves"
same "the till sells what the shelf has" "left: 2" "$(shop till.buy item=apple count=3)"
shop till.buy item=apple count=3 >refused
[ $? -eq 1 ] && grep -q 'sold_out.*left: 2' refused
pass "what it has not is refused with what is left"
shop shelf.trip >/dev/null
wait_until 'shop till.report | grep -q "accidents: 1"'
pass "the till hears of the accident"
same "the shelf is counted anew" "left: 2" "$(shop till.buy item=apple count=3)"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
done_testing
