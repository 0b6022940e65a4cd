/* SPDX-License-Identifier: MIT */
/*
 * The diagnostic codes: CODE(NAME, "text-in-brackets", "what it stands for, one sentence").
 * Texts are stable: scripts and users rely on them. Each has a refused spec in tests/reject/
 * (make lint checks that).
 */
CODE(SYNTAX, "syntax", "The text does not follow the grammar at this place.")
