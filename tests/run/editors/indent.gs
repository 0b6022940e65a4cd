import "other.gs";

%{
#include <stdlib.h>

static int by_score(const void *a, const void *b)
{
    if (a < b)
        return -1;
    return a > b;
}
%}

enum color {
    red,
    green,
}

/// A server whose head takes
/// two lines.
server long_one(first: u32 = 1,
        second: duration = 5s) keyed by user: string<64> {
    state {
        count: u64; // counted
        text: string;
    }

    call campaign(name: string<1..64>) -> (term: u64, renew_within: duration)
            raises taken timeout none {
        struct pair pair = {
            .first = 1,
            .second = "{",
        };

        /* Nested without braces. */
        for (int i = 0; i < 5; i++)
            if (i > 2)
                self->count++;
        if (pair.first) {
            noreply();
        } else {
            fail(taken,
                .by = self->text.view);
        }
        self->count = pair.first +
                pair.second;
        reply(.term = 1);
    }

    cast done() { self->count = 0; }
    info tick() every 5s;
}

system all {
    listen "unix:all.sock";
    supervisor inner {
        strategy rest_for_one;
        one: long_one(first = 2);
    }
}
