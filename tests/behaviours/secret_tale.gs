/* SPDX-License-Identifier: MIT */
// A type of a file where nothing is secret, that another file keeps secret.

union tale {
    none_yet;
    text: string<64>;
}

server bard() {
    state { tale: tale; }
    cast hear(tale: tale) { tale_set(&self->tale, tale); }
}
