" SPDX-License-Identifier: MIT
" The .gs language: four blanks a level, as `gsc fmt` lays it out; `:make` checks the file.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal shiftwidth=4 softtabstop=4 expandtab textwidth=100
setlocal commentstring=//\ %s comments=sO:*\ -,mO:*\ \ ,exO:*/,s1:/*,mb:*,ex:*/,:///,://
setlocal formatoptions-=t formatoptions+=croql
setlocal include=^\\s*import\\s* suffixesadd=.gs
if executable('gsc')
  compiler gs
endif

let b:undo_ftplugin = 'setlocal shiftwidth< softtabstop< expandtab< textwidth< commentstring<'
      \ . ' comments< formatoptions< include< suffixesadd<'
