/* SPDX-License-Identifier: MIT */
/*
 * The diagnostic codes: CODE(NAME, "text-in-brackets", "what it stands for, one sentence").
 * Texts are stable: scripts and users rely on them. Each has a refused spec in tests/reject/
 * (make lint checks that).
 */
CODE(SYNTAX, "syntax", "The text does not follow the grammar at this place.")
CODE(NUMBER, "number", "A number is not written as numbers are, or is too large.")
CODE(STRING_LITERAL, "string-literal", "A string holds an escape or a character it may not.")
CODE(UNCLOSED, "unclosed", "A comment, string, C body or block is opened here and never closed.")
CODE(NOT_UTF8, "not-utf8", "The file is not UTF-8 text.")
CODE(STRAY_CHARACTER, "stray-character", "A character that means nothing in a .gs file.")
CODE(NESTING, "nesting", "Types, values or supervisors are nested too deeply.")
CODE(REPEATED, "repeated", "Something that may be said once is said again.")
CODE(UNREADABLE, "unreadable", "A file could not be read.")
