" SPDX-License-Identifier: MIT
" A level for each brace that is open, and for parentheses in C; two for what goes on a line before,
" or stands in other parentheses.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=GsIndent(v:lnum) indentkeys=0{,0},0),!^F,o,O,e
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*GsIndent')
  finish
endif

let s:skip = "synIDattr(synID(line('.'), col('.'), 1), 'name') =~? 'comment\\|string\\|doc\\|character'"

" A line without its comments and the blanks at its end.
function! s:Code(line) abort
  let text = substitute(getline(a:line), '/\*.\{-}\*/\|//.*$', '', 'g')
  return substitute(text, '\s\+$', '', '')
endfunction

" The line before with code in it; 0: none.
function! s:Before(line) abort
  let line = prevnonblank(a:line - 1)
  while line > 0 && (s:Code(line) ==# '' || synIDattr(synID(line, 1, 1), 'name') =~? 'comment')
    let line = prevnonblank(line - 1)
  endwhile
  return line
endfunction

" Does the line end what it says?
function! s:Ends(line) abort
  return s:Code(a:line) =~# '[;{},:]$\|%}$\|^\s*#'
endfunction

" Where what goes on in the line began: a comma ends an item, and not what it is in.
function! s:Start(line) abort
  let line = a:line
  let before = s:Before(line)
  while before > 0 && s:Code(before) !~# '[;{}]$\|%}$\|^\s*#'
    let line = before
    let before = s:Before(line)
  endwhile
  return line
endfunction

function! GsIndent(line) abort
  if getline(a:line) =~# '^\s*%\%(top\)\?[{}]'
    return 0
  endif
  call cursor(a:line, 1)
  let [open, column] = searchpairpos('[[({]', '', '[])}]', 'bnW', s:skip)
  let in_braces = open == 0 || getline(open)[column - 1] ==# '{'
  let in_c = !empty(filter(synstack(a:line, 1), {_, id -> synIDattr(id, 'name') =~# '^gs\%(Body\|Code\)$'}))
  let base = open == 0 || getline(open)[: column - 1] =~# '%\%(top\)\?{$' ? 0
        \ : indent(s:Start(open)) + shiftwidth() * (in_braces || in_c ? 1 : 2)
  if getline(a:line) =~# '^\s*[])}]'
    return open == 0 ? 0 : indent(s:Start(open))
  endif
  let before = s:Before(a:line)
  if !in_braces || before <= open || s:Ends(before)
    return base
  endif
  return s:Code(before) =~# '^\s*\%(}\s*\)\?\%(if\|for\|while\|else\|do\)\>' ? indent(before) + shiftwidth()
        \ : getline(a:line) =~# '^\s*{' ? base
        \ : indent(s:Start(before)) + 2 * shiftwidth()
endfunction
