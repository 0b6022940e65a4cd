#!/bin/sh
# SPDX-License-Identifier: MIT
# Who has much to do does not keep others waiting.
. tests/support/tap.sh

tests tests/run/fair fair
done_testing
