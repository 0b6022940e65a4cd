/* SPDX-License-Identifier: MIT */
// The other program of remote.c.
import "remote.gs";

system there {
    listen "unix:there.sock";
    listen "tcp:10.0.0.9:7071" serves sinks;
    intensity 1000 in 1s;
    sinks: meter();
}
