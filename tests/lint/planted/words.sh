# SPDX-License-Identifier: MIT
# expect: gs.vim: 'mailbox' of grammar/lexer.re is missing
# expect: gs.tmLanguage.json: 'u8' of gsc/check/types.c is missing
# expect: gs.tmLanguage.json: 'reply' of gsc/check/words.c is missing
# expect: grammar/language.md: 'mailbox' is missing in the syntax at the end
# expect: grammar/language.md: there is no function 'gs_gone'
mkdir -p runtime gsc/check grammar/editors/vim/syntax grammar/editors/vscode/syntaxes
printf '\t"mailbox" { WORD(T_MAILBOX, "mailbox"); }\n' >grammar/lexer.re
printf '\t[MODEL_U8] = { "u8", "uint8_t", NULL },\n' >gsc/check/types.c
printf '\t[WORD_REPLY] = { "reply", true, true },\n' >gsc/check/words.c
echo 'syntax match gsType /\<\%(u8\|reply\)\>/' >grammar/editors/vim/syntax/gs.vim
echo '{ "match": "\\b(?:mailbox|u16)\\b" }' >grammar/editors/vscode/syntaxes/gs.tmLanguage.json
echo 'int gs_here(int n);' >runtime/gs.h
printf '# A\n`gs_here(n)` `gs_gone(n)` "mailbox"\n## B\n"state"\n' >grammar/language.md
