#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/support/tap.sh
here=examples/cache
cache() { # call a clause of the running cache, its errors among the output
	"$GSC" call unix:cache.sock "cache.$@" 2>&1
}
missing="gsc: cache.get: missing: no such key, or its time is over"

"$GSC" build $here/cache.gs -o "$dir/cache"
pass "cache.gs builds"
tests "$here" cache
cd "$dir"
serve unix:cache.sock ./cache
pass "it serves"
same "what is not there is missing" "$missing" "$(cache get key=a)"
for key in a b c; do
	cache set key=$key value="value of $key"
done
same "what was set is there" "value of a" "$(cache get key=a)"
cache set key=d value="value of d"
same "the one used longest ago leaves" "$missing" "$(cache get key=b)"
same "one that was read since stays" "value of a" "$(cache get key=a)"
same "a second value replaces the first" "newer" "$(cache set key=a value=newer; cache get key=a)"
cache set key=e value=short ttl=20ms
cache set key=f value=long ttl=1h
until [ "$(cache get key=e)" = "$missing" ]; do :; done
pass "its time over, an entry is gone"
same "another's time is its own" "long" "$(cache get key=f)"
cache set key=g value=short ttl=20ms
cache set key=g value=kept
cache set key=h value=short ttl=20ms
until [ "$(cache get key=h)" = "$missing" ]; do :; done
same "a value set anew has a new time" "kept" "$(cache get key=g)"
same "del says whether it was there" "true false" "$(cache del key=g) $(cache del key=g)"
same "it keeps count" "evicted" "$(cache stats | sed -n '4s/:.*//p')"
kill -TERM "$server" && ended "$server"
pass "SIGTERM ends it in order, status 0"
done_testing
