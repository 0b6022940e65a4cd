/* SPDX-License-Identifier: MIT */
/*
 * The operating system's clocks. Only io/ calls this: everything else asks gs__io_now, so that the
 * simulated world can answer instead.
 */
#ifndef GS_TIME_CLOCK_H
#define GS_TIME_CLOCK_H

#include <stdint.h>

int64_t gs__clock_now(void);  /* ns, only forward */
int64_t gs__clock_wall(void); /* ns since 1970 UTC */

#endif
