#!/bin/sh
# SPDX-License-Identifier: MIT
# A clause's own limit: for what comes, for what is sent, and in what the program says of itself.
. tests/support/tap.sh
cd "$dir"
cat >limits.gs <<'EOF'
protocol store {
    call push(text: string<1000>, twice: bool = false) -> (len: u32) within 20;
    cast drop(texts: list<string<1MiB>, 1024>) within 1KiB;
}
server shelf implements store {
    state { dropped: u32; }
    call push { reply(.len = text.len); }
    cast drop { self->dropped += texts.len; }
    call dropped() -> u32 { reply(self->dropped); }
    call send(n: u32 in 0..2000) -> (status: i32) {
        gs_str text = { gs_alloc(ctx, n), n };
        struct gs_list_string texts = { &text, 1 };

        for (uint32_t i = 0; i < n; i++)
            ((char *)text.data)[i] = 'x';
        reply(.status = store_drop_cast(ctx, gs_self(ctx), texts, NULL));
    }
}
system limits { listen "unix:limits.sock"; shelf: shelf(); }
EOF
cat >client.c <<'EOF'
#include "limits.gs.h"

#include <stdio.h>

int main(void)
{
	gs_client *client = gs_client_open("unix:limits.sock");
	struct store_push_reply reply = { 0 };
	gs_status status;

	status = store_push_call(client, "shelf", GS_STR("0123456789abcdef"), NULL, &reply);
	printf("%d %u\n", status, reply.len);
	status = store_push_call(client, "shelf", GS_STR("0123456789abcdefgh"), NULL, &reply);
	printf("%s\n", gs_status_name(status));
	gs_client_close(client);
	return STORE_PUSH_ENCODED_MAX - 20;
}
EOF
"$GSC" build limits.gs -o limits && "$GSC" compile limits.gs
pass "a clause whose parts are larger than a message may be"
# shellcheck disable=SC2086
${CC:-cc} $CFLAGS -I"$root/$B/include/gs" client.c limits.gs.c "$root/$B/lib/libgs.a" -o client
pass "a client of it"
serve unix:limits.sock ./limits
ask() {
	"$GSC" call unix:limits.sock "$@"
}
same "within" "len: 3" "$(ask shelf.push text=abc)"
same "beyond it by name" "1 gsc: shelf.push: bad_request: push: 30 bytes are more than 20" \
	"$(ask shelf.push text=0123456789abcdef twice=true 2>&1 >/dev/null | sed 's/^/1 /')"
same "what C hands over" "0 16
bad_request" "$(./client)"
same "a cast that is not sent" "status: -5" "$(ask shelf.send n=1100)"
same "a cast that is" "status: 0" "$(ask shelf.send n=1000)"
same "arrives" 1 "$(ask shelf.dropped)"
ask gs.describe instance=shelf >described.gs && grep -q 'bool = false) -> (len: u32) within 20;' \
	described.gs && grep -q 'within 1KiB;' described.gs && "$GSC" check described.gs
pass "gs.describe says it"
done_testing
