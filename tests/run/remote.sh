#!/bin/sh
# SPDX-License-Identifier: MIT
# Two programs, one a remote of the other: over TCP and a Unix socket, through kill -9 and a return.
. tests/support/tap.sh
cd "$dir" || exit 1

cat >metrics.gs <<'EOF'
error spent(left: u32) "nothing is left";

protocol metrics {
    call take(n: u32) -> (left: u32) raises spent;
    cast put(n: u32);
}
EOF
cat >store.gs <<'EOF'
import "metrics.gs";

server store implements metrics {
    state { left: u32; }
    call take {
        if (n > self->left)
            fail(spent, .left = self->left);
        reply(.left = self->left -= n);
    }
    cast put { self->left += n; }
}

system stores {
    listen "unix:store.sock";
    listen "tcp:127.0.0.1:0";
    store: store();
}
EOF
cat >front.gs <<'EOF'
import "metrics.gs";

server front(to: ref<metrics>) {
    call take(n: u32) -> string<200> {
        if (front_taken_request(ctx, self->to, n, NULL, caller()) != GS_OK)
            failf(internal, "not sent");
        noreply();
    }
    response taken to metrics.take (back: from) {
        const struct error_spent *spent = error_spent_of(ctx);
        gs_str said = status == GS_OK ? gs_printf(ctx, "%u left", answer->left)
            : spent ? gs_printf(ctx, "only %u left", spent->left)
            : gs_printf(ctx, "%s", gs_status_name(status));

        front_take_reply(ctx, back, &(struct front_take_reply){ said });
    }
    call put(n: u32) -> i32 { reply(metrics_put_cast(ctx, self->to, n, NULL)); }
    call watch() -> i32 { reply(gs_monitor(ctx, self->to)); }
    info down { gs_log(ctx, GS_INFO, "gone: %.*s", GS_FMT(reason)); }
}

system fronts {
    listen "unix:front.sock";
    store: remote metrics "unix:store.sock" "store";
    front: front(to = store);
}
EOF
"$GSC" build store.gs && "$GSC" build front.gs
pass "both are built"

call() {
	"$GSC" call unix:front.sock "$@"
}
says() {
	[ "$(call front.take n=1)" = "$1" ]
}
status() {
	call gs.stats instance=store | sed -n 's/^status: //p'
}

./front 2>front.err &
front=$!
wait_until 'call gs.ping'
same "nothing before the first message" unused "$(status)"
same "away" stopped "$(call front.take n=1)"
serve unix:store.sock ./store
wait_until "says 'only 0 left'"
pass "found when it is there"
call front.watch >watch
same "a cast" 0 "$(call front.put n=7)"
same "a request" "5 left" "$(call front.take n=2)"
same "an error with its fields" "only 5 left" "$(call front.take n=6)"
kill -9 "$server"
wait "$server" 2>/dev/null
wait_until 'grep -q "gone: disconnected" front.err'
pass "its end is reported"
same "a cast to nobody" -2 "$(call front.put n=7)"
same "a request to nobody" stopped "$(call front.take n=2)"
same "and shown" away "$(status)"
serve unix:store.sock ./store
wait_until "says 'only 0 left'"
pass "back, with a new state"
[ "$(grep -c 'store: is away' front.err)" -eq 2 ]
pass "each loss is a line in the log"
kill "$front"
ended "$front"
pass "an end in order"

tcp=$(sed -n 's/.*listening on \(tcp:.*\)/\1/p' server.out)
./front --remote "store=$tcp" 2>front.err &
front=$!
wait_until "says 'only 0 left'"
pass "over TCP, at an address of the command line"
kill "$front"
ended "$front"
./front --remote store=tcp:localhost:0x1 2>front.err
same "a bad address" 2 $?
grep -q "not an address" front.err
pass "is named, too"
./front --remote "store=tcp:LOCALHOST:${tcp##*:}" 2>front.err &
front=$!
wait_until "says 'only 0 left'"
pass "by a name, which is looked up at the start"
kill "$front"
ended "$front"
./front --remote "store=tcp:$(printf '%070d' 0 | tr 0 x):1" 2>front.err
same "a host that nobody knows" 1 $?
grep -q 'front: store: there is no such host: tcp:xxx' front.err
pass "is named"
./front --help | grep -q 'store: unix:store.sock store'
pass "--help shows it"
kill "$server"
ended "$server"
done_testing
