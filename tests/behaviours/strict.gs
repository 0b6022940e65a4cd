/* SPDX-License-Identifier: MIT */
// A supervisor that forgives nothing, in a program that forgives once.

%{
#include "tests/support/trace.h"
%}

server leaf(number: u32) {
    init { trace("+%u", self->number); }
    call number() -> u32 { reply(self->number); }
    cast fall() { stop("fell"); }
    cast leave() { stop("normal"); }
    call hire() -> i32 { reply(leaf_start(ctx, "jobs", 4, NULL)); }
    terminate { trace("-%u:%.*s", self->number, GS_FMT(reason)); }
}

system strict {
    listen "unix:strict.sock";
    intensity 1 in 5s;
    supervisor never {
        intensity 0 in 5s;
        one: leaf(number = 1);
        two: leaf(number = 2) restart transient;
        jobs: dynamic leaf;
    }
    three: leaf(number = 3);
}
